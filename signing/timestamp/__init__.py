"""Time-stamps (RFC 3161): what proves that a signature existed before its certificate expired."""
