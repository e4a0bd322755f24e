"""The renderer's own words in one language: headings, labels, and the last page.

Each language is a file beside this one, named by its tag: ``zh-Hans.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from aggregates.vocabulary import Kind, Language, SeatRole

_FILES: Final = {file.stem: file for file in Path(__file__).parent.glob("*.toml")}


class Advice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the last page: a heading and its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


class Chrome(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every word that is not in the terms.

    ``clause_number`` has ``{number}`` and ``{han}``; ``page`` has ``{page}`` and ``{pages}``;
    ``seat`` has ``{role}``, ``{name}`` and ``{number}``; ``optional`` has ``{role}``; ``day`` has
    ``{day}``, ``{month}`` (named by ``months``) and ``{year}``; ``quantity`` has ``{number}`` and
    ``{unit}``, of which ``units`` names one and several; ``values`` and ``languages`` name the keys
    and tags that are known, with ``comma`` between languages; ``party_values`` name what each
    ``{party}`` has; ``binding`` says how far a letter of intent binds. ``changed`` and ``marked``
    say what an amendment does to the clause of ``{number}`` or ``{han}``: of itself, and beside the
    consolidated text. ``inserted`` and ``deleted`` are what is read out of a marked ``{text}``;
    ``grown`` has ``{percent}``; ``notes`` of ``copies`` have ``{at}``, that of a redline
    ``{before}`` as well.
    """

    language: str
    kinds: Mapping[Kind, str]
    roles: Mapping[SeatRole, str]
    clause_number: str
    page: str
    day: str
    quantity: str
    comma: str
    months: tuple[str, ...]
    bindingness: str
    amends: str
    ends: str
    agreement_reference: str
    text_before: str
    text_after: str
    changes: str
    changed: Mapping[str, str]
    consolidated: str
    consolidated_note: str
    marked: Mapping[str, str]
    signature_level: str
    levels: Mapping[str, str]
    not_signed: str
    copies: Mapping[str, str]
    notes: Mapping[str, str]
    as_of: str
    compared_with: str
    inserted: str
    deleted: str
    grown: str
    binding: Mapping[str, str]
    parties: str
    number: str
    legal_name: str
    registration: str
    country: str
    principal_values: str
    particulars: str
    governing_law: str
    forum: str
    authentic_languages: str
    translations: str
    reference: str
    prepared: str
    terms_digest: str
    terms_short: str
    page_code: str
    annexes: str
    annex: str
    annex_digest: str
    signatures: str
    signatures_note: str
    optional: str
    field: str
    role: str
    signs_for: str
    seat: str
    qr: str
    guide: str
    advice: tuple[Advice, ...]
    stamp: str
    stamp_for: str
    stamp_mandate: str
    values: Mapping[str, str]
    party_values: Mapping[str, str]
    units: Mapping[str, tuple[str, str]]
    languages: Mapping[str, str]


@cache
def chrome_of(language: Language) -> Chrome:
    """Return the renderer's words for texts in ``language``: English where there are none."""
    file = _FILES.get(language, _FILES["en"])
    return msgspec.toml.decode(file.read_bytes(), type=Chrome)
