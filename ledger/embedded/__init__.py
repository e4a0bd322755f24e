"""The PostgreSQL that comes along when no other is given: see `server` for how it is shared."""

from ledger.embedded.server import Server, start, temporary

__all__ = ["Server", "start", "temporary"]
