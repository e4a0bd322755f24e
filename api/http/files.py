"""Files that a command names by digest: uploaded before, stored with the event that names them."""

from __future__ import annotations

import re
from typing import Final, Protocol, runtime_checkable

import msgspec

from api.http.acting import Acting
from api.http.asked import Asked

_DIGEST: Final = re.compile(rb'"([0-9a-f]{64})"', re.ASCII)


@runtime_checkable
class Uploads(Protocol):
    """Where uploads wait for the command that names them."""

    def contents(self, who: Acting, digests: frozenset[str]) -> tuple[bytes, ...]:
        """Return those of the files named that ``who`` has uploaded. Safe for threads."""
        ...


def named_files(asked: Asked, body: msgspec.Struct) -> tuple[bytes, ...]:
    """Return the files that ``body`` names, as far as who asks has uploaded them."""
    uploads = next((one for one in asked.site.services if isinstance(one, Uploads)), None)
    if uploads is None:
        return ()
    digests = frozenset(found.decode() for found in _DIGEST.findall(msgspec.json.encode(body)))
    return uploads.contents(asked.who, digests) if digests else ()
