"""Telling an organisation's own systems what happened to its deals: that, and no more."""
