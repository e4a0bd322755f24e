"""The clauses of an instrument as a document of Word, out and in again (ISO/IEC 29500)."""
