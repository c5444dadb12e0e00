"""The local LINE: a stand-in for the platform inside the bot's own process, and the page that is its phone."""
