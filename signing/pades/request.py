"""Which signature is wanted, and where."""

from __future__ import annotations

from datetime import datetime

import msgspec


class SignatureRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A signature for one empty field of a PDF.

    ``at`` goes into the signature dictionary as the claimed time; ``stamp`` is a PDF of one page,
    drawn to the size of the field, and empty leaves the field's appearance as it is; ``certify``
    asks for the certification signature, which must be the first; ``reason`` may be empty.
    """

    field: str
    at: datetime
    stamp: bytes = b""
    certify: bool = False
    reason: str = ""
