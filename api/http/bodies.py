"""What a client says of a command, derived from the command itself."""

from __future__ import annotations

from collections.abc import Sequence
from inspect import getdoc
from typing import Final

import msgspec
from msgspec import structs

from aggregates.vocabulary import Command

SERVER: Final = frozenset({"actor", "at"})
"""What no client says."""
_CITING: Final = frozenset(
    {
        *("cited", "clause_sha256", "previous_sha256", "old_clause_sha256", "new_terms_sha256"),
        *("terms_sha256", "base_pdf_sha256", "pdf_sha256", "schedule_sha256"),
        *("expected_offer_no", "offer_no"),
    }
)
"""Fields that say what a command was decided on. The digest of an evidence does not."""


def cites(request: type[Command]) -> bool:
    """Return whether a command says itself what it was decided on: a digest, an offer's number."""
    return not _CITING.isdisjoint(request.__struct_fields__)


def body_struct(
    request: type[Command], path: str, fresh: Sequence[str] = (), server: Sequence[str] = ()
) -> type[msgspec.Struct]:
    """Return the struct of a command's body: its fields but those that others say.

    Others are the address ``path``, and this server: who asks, when, and the fields of ``server``.
    The fields of ``fresh`` may be left out.
    """
    fields: list[tuple[str, type] | tuple[str, type, object]] = []
    for field in structs.fields(request):
        if field.name in SERVER or field.name in server or f"{{{field.name}}}" in path:
            continue
        fields.append((field.name, str, "") if field.name in fresh else _as_written(field))
    return msgspec.defstruct(
        request.__name__,
        fields,
        module=request.__module__,
        namespace={"__doc__": getdoc(request)},
        frozen=True,
        kw_only=True,
        forbid_unknown_fields=True,
    )


def _as_written(field: structs.FieldInfo) -> tuple[str, type] | tuple[str, type, object]:
    if field.required:
        return field.name, field.type
    if field.default is not msgspec.NODEFAULT:
        return field.name, field.type, field.default
    return field.name, field.type, msgspec.field(default_factory=field.default_factory)
