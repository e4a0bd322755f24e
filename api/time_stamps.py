"""Asking a time-stamping authority over HTTP.

It has so long and no longer to answer, and so much to say and no more; it is sent nothing but a
digest. That it can not be reached is a refusal: nothing was recorded, and the same is asked again.
"""

from __future__ import annotations

import time
from typing import Final

import httpx2
import msgspec

from signing.timestamp.asking import ANSWER, QUESTION
from signing.timestamp.outside import Unanswered

ANSWER_BYTES: Final = 64 * 1024
"""Far longer than a token with all its certificates."""


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """One address; ``seconds`` is for the whole of a question and its answer."""

    url: str
    seconds: float

    def __call__(self, question: bytes) -> bytes:
        """Send a question and return the answer.

        Raises:
            Unanswered: with the reason.
        """
        until = time.monotonic() + self.seconds
        try:
            with (
                httpx2.Client(timeout=self.seconds, trust_env=False) as client,
                client.stream(
                    "POST", self.url, content=question, headers={"content-type": QUESTION}
                ) as answer,
            ):
                return _read(answer, until)
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as wrong:
            raise Unanswered(type(wrong).__name__) from wrong


def _read(answer: httpx2.Response, until: float) -> bytes:
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if answer.status_code != 200 or kind != ANSWER:
        raise Unanswered(f"HTTP {answer.status_code} {kind}")
    content = b""
    for part in answer.iter_bytes():
        content += part
        if len(content) > ANSWER_BYTES:
            raise Unanswered("too long an answer")
        if time.monotonic() > until:
            raise Unanswered("too slow an answer")
    return content
