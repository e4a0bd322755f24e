"""What is known of an endpoint: its name, what it takes, what it answers, who pays attention."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

import msgspec

from api.http.limits import Kind

Method: TypeAlias = Literal["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]

JSON: Final = "application/json"
BODY_BYTES: Final = 1024 * 1024
"""How long a JSON body may be unless its endpoint says otherwise."""


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """A header that an endpoint reads, and what it must look like."""

    name: str
    about: str
    pattern: str
    required: bool = True


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """One endpoint, by its stable ``id``.

    ``path`` is below ``/api/v1``; ``body``, ``query`` and ``answer`` are types that msgspec reads
    and writes, or None; ``headers`` are its own. ``media`` is what it answers with. A *command*
    takes ``Idempotency-Key`` and, unless it cites what it was decided on, ``If-Match``.
    ``streams``: the handler reads the body itself, in chunks; ``takes`` is the media type of such a
    body where it is no JSON.
    """

    id: str
    method: Method
    path: str
    tag: str
    about: str
    body: object = None
    query: object = None
    headers: tuple[Header, ...] = ()
    answer: object = None
    media: tuple[str, ...] = (JSON,)
    status: int = 200
    command: bool = False
    if_match: bool = False
    streams: bool = False
    takes: str = ""
    body_bytes: int = BODY_BYTES
    limit: Kind = "read"
