"""The registry's certificates: what they hold, how they are issued, read and revoked.

`certificate`, `mandate`, `subject` and `oids` need no key and no file: a verifier reads with them.
"""
