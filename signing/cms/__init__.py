"""Cryptographic messages (RFC 5652) as PAdES wants them, written octet by octet.

pyHanko could make them too; measured, its general path takes four times as long for a signature.
"""
