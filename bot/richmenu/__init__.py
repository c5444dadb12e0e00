"""The rich menu: what it looks like, where one may tap, and how it gets to LINE."""
