"""Annexes over HTTP: handed in whole, or in parts."""

from __future__ import annotations

import base64
import hashlib

from http_deal import Negotiation
from http_fair import Person, Said


class Sender:
    """Somebody who hands annexes in to a deal."""

    def __init__(self, negotiation: Negotiation, who: Person) -> None:
        self.deal = negotiation.deal
        self.who = who

    def sent(self, method: str, path: str, content: bytes = b"", **headers: str) -> Said:
        """Send a request about the deal."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        path = path if path.startswith("/deals") else f"/deals/{self.deal}{path}"
        return self.who.fair.said(
            method, path, content=content, headers={**self.who.cookie, **named}
        )

    def begins(self, content: bytes, name: str = "site.txt", **headers: str) -> Said:
        """Begin an upload."""
        value = base64.b64encode(hashlib.sha256(content).digest()).decode()
        announced = {
            "upload_complete": "?0",
            "upload_length": str(len(content)),
            "repr_digest": f"sha-256=:{value}:",
            "content_disposition": f'attachment; filename="{name}"',
        }
        return self.sent("POST", "/uploads", b"", **{**announced, **headers})

    def appends(self, begun: Said, offset: int, content: bytes, *, end: bool = False) -> Said:
        """Append to an upload."""
        return self.sent(
            "PATCH",
            begun.response.headers["location"].removeprefix("/api/v1"),
            content,
            content_type="application/partial-upload",
            upload_offset=str(offset),
            upload_complete="?1" if end else "?0",
        )

    def looks(self, begun: Said, method: str = "HEAD") -> Said:
        """Ask how far an upload is."""
        return self.sent(method, begun.response.headers["location"].removeprefix("/api/v1"))

    def hands_in(self, content: bytes, name: str = "site.txt") -> Said:
        """Hand a whole file in."""
        return self.appends(self.begins(content, name).then(201), 0, content, end=True)
