"""One row of a table as a command of its own, under the key of the whole."""

from __future__ import annotations

import hashlib
from typing import Literal, TypeAlias

import msgspec
from msgspec.structs import replace

from api.http.errand import Errand
from ledger.context import Context

RowState: TypeAlias = Literal["new", "registered", "already", "refused"]
"""What became of a row: ``new`` in a dry run, ``registered``, ``already`` so, or ``refused``."""


def context_of_row(errand: Errand, key: str, row: msgspec.Struct) -> Context:
    """Return the circumstances of the row that its table calls ``key``: done once for the whole."""
    whole = f"{errand.context.idempotency_key}\n{key}"
    return replace(
        errand.context,
        if_match=None,
        idempotency_key=hashlib.sha256(whole.encode()).hexdigest(),
        request=hashlib.sha256(msgspec.json.encode(row)).digest(),
    )
