"""The head of the first page: what the instrument is, between whom, and its principal terms."""

from __future__ import annotations

from typing import Final

import msgspec

from aggregates.consolidated import consolidated_sha256
from aggregates.vocabulary import Value
from signing.render.layout.inline import Texts, side_by_side
from signing.render.layout.marks import RingMark, RuleMark
from signing.render.layout.rows import Cell, Row
from signing.render.layout.sheet import MM, TEXT_WIDTH, columns
from signing.render.layout.slots import Setting, Slot, paragraph
from signing.render.layout.tables import Column, facts, table
from signing.render.paper.structure import Element
from signing.render.parts.headings import section
from signing.render.parts.matter import Matter
from signing.render.setting.style import BODY, EYEBROW, FINE, SEAL, STRONG, SUBTITLE, TITLE
from signing.render.words.speech import (
    distinct,
    label,
    languages_text,
    value_text,
)

LABELS: Final = Column(x=0, width=64 * MM)
VALUES: Final = Column(x=66 * MM, width=TEXT_WIDTH - 66 * MM, style=STRONG, more=STRONG)
_PLAIN: Final = Column(x=VALUES.x, width=VALUES.width, more=BODY)
_DIGEST: Final = Column(x=VALUES.x, width=VALUES.width, style=FINE)
PARTY_COLUMNS: Final = (
    Column(x=0, width=14 * MM),
    Column(x=15 * MM, width=78 * MM, style=STRONG),
    Column(x=97 * MM, width=46 * MM),
    Column(x=146 * MM, width=TEXT_WIDTH - 146 * MM),
)


def head(matter: Matter, root: Element) -> list[Row]:
    """Return the title in every language, under the sign of the counterseal."""
    eyebrow: Texts = ((matter.sheet.edition_name, ""),)
    if matter.title != matter.kind:
        eyebrow = (*matter.kind, *eyebrow)
    above = Cell(0, side_by_side(eyebrow, EYEBROW, EYEBROW, TEXT_WIDTH, root.add("P")))
    heading = root.add("H1")
    titles: list[Slot] = [Slot(7)]
    for index, (title, language) in enumerate(matter.title):
        look = SUBTITLE if index else TITLE
        setting = Setting(style=look, language=language, width=TEXT_WIDTH - 24 * MM)
        titles += paragraph(title, setting, heading.add("Span", language))
    rule = RuleMark(0, 11, 24 * MM, 11, SEAL, 1.4)
    return [
        Row(cells=(above,), behind=_counterseal(), kept=True),
        Row(cells=(Cell(0, tuple(titles)),), kept=True),
        Row(cells=(Cell(0, (Slot(12, (rule,)),)),)),
        *note_rows(matter.note, root),
    ]


def note_rows(note: Texts, part: Element) -> list[Row]:
    """Return a paragraph in several languages side by side; nothing for none."""
    cells = tuple(
        Cell(
            x,
            paragraph(
                text,
                Setting(style=BODY, language=language, width=width),
                part.add("P", language),
            ),
        )
        for (text, language), (x, width) in zip(note, columns(max(len(note), 1)), strict=False)
    )
    return [Row(cells=cells, before=14)] if cells else []


def parties(matter: Matter, root: Element) -> list[Row]:
    """Return who concludes the instrument."""
    part = root.add("Sect")
    names = ("number", "legal_name", "registration", "country")
    body = [
        [
            ((text, ""),)
            for text in (str(number), party.legal_name, party.registration, party.country)
        ]
        for number, party in enumerate(matter.terms.parties, 1)
    ]
    return [
        section(matter.said("parties"), part.add("H2")),
        *table([matter.said(name) for name in names], body, PARTY_COLUMNS, part),
    ]


def principal_terms(matter: Matter, root: Element) -> list[Row]:
    """Return the instrument's typed values but its title, the amount first."""
    values = {name: value for name, value in matter.terms.values.items() if name != "title"}
    if not values:
        return []
    part = root.add("Sect")
    names = sorted(values, key=lambda name: (name != "amount", name))
    body = [(_labels(name, matter), _written(values[name], matter), VALUES) for name in names]
    return [
        section(matter.said("principal_values"), part.add("H2")),
        *facts(body, LABELS, part),
    ]


def particulars(matter: Matter, root: Element) -> list[Row]:
    """Return how far a letter binds, the law, the forum, the languages, and what it is known by."""
    terms, part = matter.terms, root.add("Sect")
    others = [tag for tag in matter.languages if tag not in terms.authentic_languages]
    body: list[tuple[Texts, Texts, Column]] = [
        *_basis(matter),
        *_bindingness(matter),
        (matter.said("governing_law"), ((terms.governing_law, ""),), _PLAIN),
        (matter.said("forum"), ((terms.forum, ""),), _PLAIN),
        (matter.said("authentic_languages"), _languages(terms.authentic_languages, matter), _PLAIN),
    ]
    if others:
        body.append((matter.said("translations"), _languages(others, matter), _PLAIN))
    instant = matter.sheet.instant.replace("T", " ").replace("Z", " UTC")
    prepared = "as_of" if matter.notice else "prepared"
    body += [
        *_level(matter),
        (matter.said("reference"), ((f"{terms.deal} / {terms.instrument}", ""),), _PLAIN),
        (matter.said(prepared), ((instant, ""),), _PLAIN),
        *_digests(matter),
    ]
    return [section(matter.said("particulars"), part.add("H2")), *facts(body, LABELS, part)]


def _bindingness(matter: Matter) -> list[tuple[Texts, Texts, Column]]:
    stated = matter.sheet.bindingness
    if stated is msgspec.UNSET:
        return []
    said = distinct((chrome.binding[stated], chrome.language) for chrome in matter.chromes)
    return [(matter.said("bindingness"), said, _PLAIN)]


def _basis(matter: Matter) -> list[tuple[Texts, Texts, Column]]:
    """Return the agreement that is changed or ended, and what it is known by."""
    basis = matter.basis
    if basis is None:
        return []
    agreement, name = basis.agreement, "ends" if basis.after is None else "amends"
    reference = f"{agreement.deal} / {agreement.instrument}"
    return [
        (matter.said(name), matter.title_of(agreement), _PLAIN),
        (matter.said("agreement_reference"), ((reference, ""),), _PLAIN),
    ]


def _level(matter: Matter) -> list[tuple[Texts, Texts, Column]]:
    stated = matter.sheet.level
    if stated is msgspec.UNSET:
        return []
    said = distinct((chrome.levels[stated], chrome.language) for chrome in matter.chromes)
    return [(matter.said("signature_level"), said, _PLAIN)]


def _digests(matter: Matter) -> list[tuple[Texts, Texts, Column]]:
    """Return the fingerprints: of these terms, of the text before them and of that after."""
    digests = {"terms_digest": matter.digest}
    if matter.basis is not None:
        digests["text_before"] = consolidated_sha256(matter.basis.before)
        if matter.basis.after is not None:
            digests["text_after"] = consolidated_sha256(matter.basis.after)
    return [(matter.said(name), ((digest, ""),), _DIGEST) for name, digest in digests.items()]


def _labels(name: str, matter: Matter) -> Texts:
    return distinct(label(name, chrome) for chrome in matter.chromes)


def _written(value: Value, matter: Matter) -> Texts:
    return distinct((value_text(value, language), language) for language in matter.languages)


def _languages(tags: tuple[str, ...] | list[str], matter: Matter) -> Texts:
    return distinct((languages_text(tags, chrome), chrome.language) for chrome in matter.chromes)


def _counterseal() -> tuple[RingMark, ...]:
    """Return two linked rings: a seal and its counterseal."""
    y, radius = 6 * MM, 4.6 * MM
    return tuple(RingMark(TEXT_WIDTH - offset * MM, y, radius, 1.3, SEAL) for offset in (10.4, 5.2))
