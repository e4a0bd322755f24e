"""Receipts in the hands of the parties: with the answer, on request, and by e-mail."""
