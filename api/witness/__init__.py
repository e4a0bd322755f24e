"""A witness: an institution's own small service that cosigns how far a log is (C2SP tlog-witness).

It needs no database and knows nothing of deals. It signs only what follows from what it signed
before, and so an operator who takes a log back, or shows two of them, is found out.
"""
