"""Who read what by virtue of an office: the digest of each batch, so that none is changed later."""
