"""What a page gives a browser to bring back: made by us, for this session, or worth nothing."""

from __future__ import annotations

import hmac
from typing import Final
from uuid import UUID

from api.http.acting import Acting
from api.http.paging import Cursors
from api.installation import Installation
from api.refusals import ApiError
from ledger.stream import stream_id

_TOKEN: Final = "form"  # noqa: S105 - what it is of, and no secret


class Seals:
    """Seals under a key of the installation, the same in every process of it."""

    def __init__(self, installation: Installation) -> None:
        log: UUID = installation.identity.registry_log
        stream = stream_id(log, "web", "seals")
        secret = installation.keys.stream_key(log.bytes, stream.bytes).secret
        self.sealed = Cursors(secret)
        """Seals values that a browser keeps for us."""

    def token(self, acting: Acting | None) -> str:
        """Return the token that a form of this session brings back."""
        return self.sealed.cursor(_TOKEN, _holder(acting))

    def token_in(self, session: str) -> str:
        """Return the token that a form brings back in a session that begins with this answer."""
        return self.sealed.cursor(_TOKEN, session)

    def require_token(self, given: str, acting: Acting | None) -> None:
        """Refuse a form that no page of ours gave to this session.

        ``SameSite`` and ``Sec-Fetch-Site`` keep other sites out; this keeps out what gets past
        them, such as a page of another port of the same host.

        Raises:
            ApiError: ``form_foreign``.
        """
        if not hmac.compare_digest(given.encode(), self.token(acting).encode()):
            raise ApiError("form_foreign")


def _holder(acting: Acting | None) -> str:
    return acting.credential if acting else "nobody"
