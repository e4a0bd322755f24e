"""Contracts as paper: the one place where a deal's terms, the renderer and the keys come together.

Each function reads the deal, makes the next revision of its PDF, and returns what the decision
must be told and the files to be stored with its events. Bytes are given out after the commit only.
"""
