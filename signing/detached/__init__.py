"""Signatures beside the file, over the digest of the agreed terms: they outlive those in it.

Readers of PDFs know ECDSA and RSA, which a quantum computer would break. So the registry signs the
terms once more, by an algorithm that it would not: ML-DSA-65 (FIPS 204). Its place is a slot that
names its algorithm; another one is another entry of `algorithms`.
"""
