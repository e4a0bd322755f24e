"""An instrument as a PDF, ready to be certified and signed."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from aggregates.canonical import Json
from aggregates.signing_sheet import SigningSheet, sheet_bytes
from aggregates.terms import Terms, terms_bytes, terms_sha256
from signing.errors import SignatureError
from signing.render.layout.marks import Placed
from signing.render.layout.rows import Row, paginated
from signing.render.layout.sheet import HEIGHT, LEFT, TEXT_HEIGHT, TOP, WIDTH
from signing.render.manifest import Manifest, current_manifest
from signing.render.paper.archive import Associated
from signing.render.paper.code import code_text
from signing.render.paper.file import Draft, written
from signing.render.paper.structure import Element
from signing.render.paper.xmp import Metadata
from signing.render.parts.amending import changed_clauses, consolidated_text
from signing.render.parts.annexes import annexes
from signing.render.parts.clauses import Bookmark, clauses
from signing.render.parts.guide import guide
from signing.render.parts.head import head, particulars, parties, principal_terms
from signing.render.parts.margins import margins
from signing.render.parts.matter import Matter, matter_of
from signing.render.parts.signatures import fields, signatures
from signing.render.setting.coverage import require_covered


def render(
    terms: Terms, sheet: SigningSheet, manifest: Manifest, upon: Sequence[Terms] = ()
) -> bytes:
    """Return the base PDF of an instrument: PDF/A-3a and PDF/UA-1, one empty field per seat.

    A pure function: the same bytes in any process, thread, time zone or hash seed. Nothing goes in
    but the agreed ``terms`` and the ``sheet``; both are also embedded, as their canonical bytes.
    ``upon`` is the agreement and its executed amendments, whose text, cited by ``terms``, an
    amendment changes and shows consolidated, and a termination ends; empty for other kinds.

    Raises:
        SignatureError: ``renderer_differs`` (this installation is not the ``manifest``'s),
            ``sheet_of_other_terms``, ``no_clauses``, ``text_missing`` (an authentic language of a
            clause), ``text_of_another`` (``upon`` is not what the terms cite), ``bad_field_name``,
            or ``uncovered_character`` with the ``character`` and ``where`` it stands.
    """
    if manifest != current_manifest():
        raise SignatureError("renderer_differs")
    _require_renderable(terms, sheet, upon)
    matter = matter_of(terms, sheet, upon)
    root = Element("Document", matter.languages[0])
    front = front_of(matter, root)
    text, bookmarks = text_of(matter, root)
    back = [*signatures(matter, root), *guide(matter, root)]
    pages = pages_of([*front, *text, *back], matter)
    return written(_draft(matter, pages, root, bookmarks))


def front_of(matter: Matter, root: Element) -> list[Row]:
    """Return what comes before the clauses."""
    return [
        *head(matter, root),
        *parties(matter, root),
        *principal_terms(matter, root),
        *particulars(matter, root),
    ]


def pages_of(rows: list[Row], matter: Matter) -> list[list[Placed]]:
    """Return the pages, each with its head and foot."""
    pages = paginated(rows, LEFT, TOP, TEXT_HEIGHT)
    return [[*page, *margins(matter, number, len(pages))] for number, page in enumerate(pages, 1)]


def text_of(matter: Matter, root: Element) -> tuple[list[Row], list[Bookmark]]:
    """Return the clauses and the annexes; after those of an amendment, the consolidated text."""
    if matter.basis is None or matter.basis.after is None:
        rows, bookmarks = clauses(matter, root)
        return [*rows, *annexes(matter, root)], bookmarks
    rows, bookmarks = changed_clauses(matter, matter.basis, root)
    rows += annexes(matter, root)
    more, others = consolidated_text(matter, matter.basis, root)
    return [*rows, *more], [*bookmarks, *others]


def _draft(
    matter: Matter,
    pages: list[list[Placed]],
    root: Element,
    bookmarks: list[tuple[str, Element]],
) -> Draft:
    terms, sheet = matter.terms, matter.sheet
    title = " / ".join(text for text, _ in matter.title)
    return Draft(
        size=(WIDTH, HEIGHT),
        pages=pages,
        root=root,
        bookmarks=bookmarks,
        seats=fields(matter),
        code=code_text(sheet),
        metadata=Metadata(
            title=title,
            subject=f"{terms.deal} / {terms.instrument}",
            author="; ".join(party.legal_name for party in terms.parties),
            creator="Counterseal",
            producer="Counterseal",
            instant=sheet.instant,
            document_id=str(uuid.uuid5(uuid.NAMESPACE_URL, f"{matter.digest}/{sheet.page_code}")),
            languages=matter.languages,
        ),
        files=(
            Associated(
                name="agreement.json",
                content=terms_bytes(terms),
                relationship="Source",
                description="The agreed terms, RFC 8785 canonical JSON",
            ),
            Associated(
                name="signing.json",
                content=sheet_bytes(sheet),
                relationship="Data",
                description="The signature fields and whom they are for, RFC 8785 canonical JSON",
            ),
        ),
    )


def _require_renderable(terms: Terms, sheet: SigningSheet, upon: Sequence[Terms]) -> None:
    if sheet.terms_sha256 != terms_sha256(terms):
        raise SignatureError("sheet_of_other_terms", sheet=sheet.terms_sha256)
    require_texts(terms)
    _require_field_names([seat.field for seat in sheet.seats])
    files = {"agreement.json": terms_bytes(terms), "signing.json": sheet_bytes(sheet)}
    require_drawable({**files, **{f"upon/{n}": terms_bytes(one) for n, one in enumerate(upon)}})


def require_texts(terms: Terms) -> None:
    """Refuse terms without a clause, or without a text in an authentic language.

    Raises:
        SignatureError: ``no_clauses``, ``text_missing``.
    """
    if not terms.clauses:
        raise SignatureError("no_clauses", instrument=terms.instrument)
    for clause in terms.clauses:
        for language in terms.authentic_languages:
            if language not in clause.texts:
                raise SignatureError("text_missing", clause=clause.id, language=language)


def _require_field_names(names: list[str]) -> None:
    for name in names:
        # a point would make it a name in a hierarchy of fields (ISO 32000-1, 12.7.3.2)
        if not name or "." in name or names.count(name) > 1:
            raise SignatureError("bad_field_name", field=name)


def require_drawable(files: Mapping[str, bytes]) -> None:
    """Refuse canonical files with a text that no font draws, the names of values included.

    Raises:
        SignatureError: ``uncovered_character``.
    """
    for name, content in files.items():
        document: Json = msgspec.json.decode(content)
        for where, text in _strings(document, name):
            require_covered(text, where)


def _strings(node: Json, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, str):
        yield path, node
    elif isinstance(node, dict):
        for key, item in node.items():
            yield path, key
            yield from _strings(item, f"{path}/{key}")
    elif isinstance(node, list):
        for index, item in enumerate(node):
            yield from _strings(item, f"{path}/{index}")
