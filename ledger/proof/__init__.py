"""What proves the log to people who trust nobody: its tree, signed heads, witnesses, receipts.

Runs without a database and knows nothing of events: it takes hashes and bytes, and returns them.
"""
