"""One question to a time-stamping authority over HTTP, and its answer."""

from __future__ import annotations

import time
from typing import Final

import httpx2

from signing.timestamp.asking import ANSWER, QUESTION
from signing.timestamp.outside import Unanswered

ANSWER_BYTES: Final = 64 * 1024
"""Far longer than a token with all its certificates."""


def answered(url: str, seconds: float, question: bytes) -> bytes:
    """Send a question and return the answer; ``seconds`` is for both as a whole.

    Raises:
        Unanswered: with the reason.
    """
    until = time.monotonic() + seconds
    try:
        with (
            httpx2.Client(timeout=seconds, trust_env=False) as client,
            client.stream(
                "POST", url, content=question, headers={"content-type": QUESTION}
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
