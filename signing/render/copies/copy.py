"""What every copy is made from, and the file that comes of it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Literal

import msgspec

from aggregates.signing_sheet import SigningSheet
from aggregates.terms import Terms, terms_bytes, terms_sha256
from signing.errors import SignatureError
from signing.render.document import pages_of, require_drawable, require_texts
from signing.render.layout.inline import Texts
from signing.render.layout.rows import Row
from signing.render.layout.sheet import HEIGHT, WIDTH
from signing.render.manifest import Manifest, current_manifest
from signing.render.paper.archive import Associated
from signing.render.paper.file import Draft, written
from signing.render.paper.structure import Element
from signing.render.paper.xmp import Metadata
from signing.render.parts.clauses import Bookmark
from signing.render.parts.matter import Matter, matter_of
from signing.render.words.speech import distinct


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """Terms as they stood at an ``instant``, UTC RFC 3339 with seconds, on the table or agreed."""

    terms: Terms
    instant: str


def copy_matter(
    version: Version,
    upon: Sequence[Terms] | None,
    edition_name: str,
    kind: Literal["clean_copy", "redline"],
    **facts: str,
) -> Matter:
    """Return what the parts of a copy of this ``kind`` need; ``facts`` go into its note.

    Raises:
        SignatureError: as `matter_of`.
    """
    sheet = SigningSheet(
        deal=version.terms.deal,
        instrument=version.terms.instrument,
        terms_sha256=terms_sha256(version.terms),
        page_code="",
        instant=version.instant,
        edition="",
        edition_name=edition_name,
        seats=(),
    )
    matter = matter_of(version.terms, sheet, upon)
    notice = distinct(
        (f"{chrome.copies[kind]} \u00b7 {chrome.not_signed}", chrome.language)
        for chrome in matter.chromes
    )
    said = distinct(
        (chrome.notes[kind].format(at=spelled(version.instant), **facts), chrome.language)
        for chrome in matter.chromes
    )
    return msgspec.structs.replace(matter, notice=notice, note=said)


def spelled(instant: str) -> str:
    """Return an instant as it is read."""
    return instant.replace("T", " ").replace("Z", " UTC")


def require_copied(manifest: Manifest, upon: Sequence[Terms], *copied: Terms) -> None:
    """Refuse what cannot be shown, before anything is drawn.

    Raises:
        SignatureError: ``renderer_differs``, ``no_clauses``, ``text_missing``,
            ``uncovered_character``.
    """
    if manifest != current_manifest():
        raise SignatureError("renderer_differs")
    for terms in copied:
        require_texts(terms)
    shown = (*copied, *upon)
    require_drawable({f"terms/{number}": terms_bytes(one) for number, one in enumerate(shown)})


def file_of(
    matter: Matter,
    rows: list[Row],
    root: Element,
    bookmarks: list[Bookmark],
    files: Sequence[tuple[str, Terms]],
) -> bytes:
    """Return the copy, which says in its title too that it is not signed."""
    terms = matter.terms
    notice = _said(matter.notice)
    named = "/".join(name + terms_sha256(held) for name, held in files)
    return written(
        Draft(
            size=(WIDTH, HEIGHT),
            pages=pages_of(rows, matter),
            root=root,
            bookmarks=bookmarks,
            seats={},
            code="",
            metadata=Metadata(
                title=f"{_said(matter.title)} ({notice})",
                subject=f"{notice}: {terms.deal} / {terms.instrument}",
                author="; ".join(party.legal_name for party in terms.parties),
                creator="Counterseal",
                producer="Counterseal",
                instant=matter.sheet.instant,
                document_id=str(uuid.uuid5(uuid.NAMESPACE_URL, f"{notice}/{named}")),
                languages=matter.languages,
            ),
            files=[_associated(name, held) for name, held in files],
        )
    )


def _said(texts: Texts) -> str:
    return " / ".join(text for text, _ in texts)


def _associated(name: str, terms: Terms) -> Associated:
    return Associated(
        name=f"{name}.json",
        content=terms_bytes(terms),
        relationship="Source",
        description="Terms that are not signed, RFC 8785 canonical JSON",
    )
