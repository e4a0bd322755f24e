"""What is written: annexes, and the instruments with their frames and clauses."""

from __future__ import annotations

import msgspec

from aggregates.deal.terms.events import Bindingness
from aggregates.vocabulary import Kind, Tier
from api.dealfile.fields import (
    AnnexRef,
    Code,
    Id,
    Name,
    Named,
    Prose,
    RelativeFile,
    Sum,
    Tag,
    TypedValue,
)


class Annex(msgspec.Struct, frozen=True, kw_only=True):
    """A document beside the clauses, named in the frame by its digest: a text here, or a file."""

    id: Id
    title: Named
    media_type: Name = "text/plain; charset=utf-8"
    text: Prose | None = None
    file: RelativeFile | None = None


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """A clause in one language."""

    title: Name
    body: Prose


class ClauseDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A clause as it is first tabled.

    ``texts`` are in the authentic languages, ``translations`` in others. Every number that binds
    is in ``values`` as well as in the text.
    """

    id: Id
    values: dict[Code, TypedValue] = {}
    texts: dict[Tag, Wording]
    translations: dict[Tag, Wording] = {}


class InstrumentDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A document of the deal, as it is first tabled. ``bindingness`` is for a letter of intent."""

    id: Id
    kind: Kind
    tier: Tier
    title: Named
    amount: Sum | None = None
    values: dict[Code, TypedValue] = {}
    authentic_languages: tuple[Tag, ...]
    governing_law: Name
    forum: Name
    bindingness: Bindingness | None = None
    annexes: tuple[AnnexRef, ...] = ()
    clauses: tuple[ClauseDraft, ...]
