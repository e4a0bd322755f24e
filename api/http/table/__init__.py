"""The table of policies: operation id -> who may, a file a noun. Each file has its ``RULES``."""
