"""Signing with a key of one's own, from one's own machine: whoever has the key trusts no server."""
