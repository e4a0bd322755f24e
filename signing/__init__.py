"""The contract as a PDF: rendering, keys and certificates, signatures, and the verdict."""
