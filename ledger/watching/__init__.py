"""Watching a log from outside: does it only grow, and is it the same for everybody?

Needs no database: checkpoints as anybody gets them, and tiles that nobody has to trust.
"""
