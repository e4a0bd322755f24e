"""The endpoints, a file a noun. Each file has a ``router``, which is found by itself."""
