"""Asking a time-stamping authority over HTTP.

It has so long and no longer to answer, and so much to say and no more; it is sent nothing but a
digest. That it can not be reached is a refusal: nothing was recorded, and the same is asked again.
"""

from __future__ import annotations

import msgspec


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """One address; ``seconds`` is for the whole of a question and its answer."""

    url: str
    seconds: float

    def __call__(self, question: bytes) -> bytes:
        """Send a question and return the answer.

        Raises:
            Unanswered: with the reason.
        """
        from api.time_stamps_over_http import (  # noqa: PLC0415 - few fairs ask anybody elsewhere
            answered,
        )

        return answered(self.url, self.seconds, question)
