"""Accounts elsewhere: what providers of OpenID Connect say of who signs in there."""
