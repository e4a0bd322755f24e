"""Evidence bundles: one stream's whole history in a file that proves itself, offline.

What verifies needs no database and no network; only `building` reads the ledger.
"""
