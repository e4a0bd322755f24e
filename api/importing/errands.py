"""One row of a table as a command of its own, under the key of the whole."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias, TypeVar

import msgspec
from msgspec.structs import replace

from api.errors import CodedError, sentence
from api.http.asked import Asked
from api.http.errand import Errand
from ledger.context import Context
from ledger.recorded import Answer

RowState: TypeAlias = Literal["new", "registered", "already", "refused"]
"""What became of a row: ``new`` in a dry run, ``registered``, ``already`` so, or ``refused``."""


class RowTold(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a row: ``new`` in a dry run, ``registered``, ``already`` so, or ``refused``.

    ``code`` and ``detail`` say why it was refused.
    """

    line: int
    key: str
    state: RowState
    code: str = ""
    detail: str = ""


class TableTold(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a table: how many of its rows are what."""

    dry_run: bool
    new: int
    registered: int
    already: int
    refused: int


R = TypeVar("R", bound=RowTold)


def counted(rows: Sequence[RowTold]) -> Mapping[str, int]:
    """Return how many rows are what, as a `TableTold` has it."""
    states = [one.state for one in rows]
    return {
        "new": states.count("new"),
        "registered": states.count("registered"),
        "already": states.count("already"),
        "refused": states.count("refused"),
    }


def refused(told: R, wrong: CodedError, asked: Asked) -> R:
    """Return the row as it is told once it was refused."""
    return replace(told, state="refused", code=wrong.code, detail=sentence(wrong, asked.language))


def state_of(answer: Answer) -> RowState:
    """Return what became of a row that was registered, now or before."""
    return "registered" if answer.events and not answer.repeated else "already"


def context_of_row(errand: Errand, key: str, row: msgspec.Struct) -> Context:
    """Return the circumstances of the row that its table calls ``key``: done once for the whole."""
    whole = f"{errand.context.idempotency_key}\n{key}"
    return replace(
        errand.context,
        if_match=None,
        idempotency_key=hashlib.sha256(whole.encode()).hexdigest(),
        request=hashlib.sha256(msgspec.json.encode(row)).digest(),
    )
