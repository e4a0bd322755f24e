"""Signing with a key of one's own: what its owner shows to have it certified, and checks first.

The registry's side needs `proof` only; `offered` is for whoever has the key, and trusts nobody.
"""
