"""The registry of a fair as a trust service: its keys, its certificates, what it vouches for."""
