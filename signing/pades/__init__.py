"""Signatures in a PDF (ETSI EN 319 142-1): laid out by pyHanko, made and filled in by us."""
