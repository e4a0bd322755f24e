"""The question to a time-stamping authority and its answer (RFC 3161 section 2.4)."""

from __future__ import annotations

from typing import Final

from signing.der import read, write
from signing.errors import SignatureError
from signing.timestamp.token import message_imprint

QUESTION: Final = "application/timestamp-query"
ANSWER: Final = "application/timestamp-reply"
GRANTED: Final = frozenset({0, 1})
"""Granted, and granted with changes: what was changed is seen when the token is read."""
TRUE: Final = write.encode(write.BOOLEAN, b"\xff")


def question(digest: bytes, nonce: int, policy: str = "") -> bytes:
    """Return a TimeStampReq for a SHA-256 digest that asks for the unit's certificate, too."""
    wanted = [write.oid(policy)] if policy else []
    return write.sequence(
        write.integer(1), message_imprint(digest), *wanted, write.integer(nonce), TRUE
    )


def token_in(answer: bytes) -> bytes:
    """Return the token of a TimeStampResp.

    Raises:
        SignatureError: ``time_stamp_refused`` with the ``status``, ``time_stamp_unreadable``.
    """
    try:
        outer = read.whole(answer, write.SEQUENCE)
        status = outer.inside(write.SEQUENCE).integer()
        token = _only(outer) if status in GRANTED else b""
    except SignatureError as wrong:
        raise SignatureError("time_stamp_unreadable") from wrong
    if not token:
        raise SignatureError("time_stamp_refused", status=status)
    return token


def _only(answer: read.Reader) -> bytes:
    token = answer.whole(write.SEQUENCE)
    answer.end()
    return token
