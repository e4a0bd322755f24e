"""Laying out: rows of cells on pages, split where a page ends."""
