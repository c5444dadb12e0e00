"""The report as web pages: the same data that answers in LINE, to read at leisure. Start in `pages.py`."""
