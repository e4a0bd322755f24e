"""Execution on paper: the base PDF printed, signed by hand or chopped, scanned and attested."""
