"""Private keys that are not in the memory of this process: on a token, behind PKCS #11."""
