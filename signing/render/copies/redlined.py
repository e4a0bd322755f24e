"""A redline: two versions of an instrument's terms held against each other."""

from __future__ import annotations

from aggregates.changed_terms import changes_of
from signing.errors import SignatureError
from signing.render.copies.copy import Version, copy_matter, file_of, require_copied, spelled
from signing.render.copies.marked_clauses import marked_clause
from signing.render.copies.marked_front import marked_annexes, marked_front
from signing.render.layout.rows import Row
from signing.render.manifest import Manifest
from signing.render.paper.structure import Element
from signing.render.parts.clauses import Bookmark


def redlined(before: Version, after: Version, edition_name: str, manifest: Manifest) -> bytes:
    """Return the later version with what was deleted from and inserted into the earlier one.

    A pure function. What is marked is in elements whose ActualText says so: "[inserted: ...]".
    Clauses, texts in each language, typed values, the frame and the parties are compared.

    Raises:
        SignatureError: ``other_instrument``, ``renderer_differs``, ``no_clauses``,
            ``text_missing``, ``uncovered_character``.
    """
    old, new = before.terms, after.terms
    if (old.deal, old.instrument) != (new.deal, new.instrument):
        raise SignatureError("other_instrument", before=old.instrument, after=new.instrument)
    require_copied(manifest, (old,), new)
    matter = copy_matter(after, None, edition_name, "redline", before=spelled(before.instant))
    changes = changes_of(old, new)
    root = Element("Document", matter.languages[0])
    rows: list[Row] = marked_front(matter, before, changes, root)
    values = {clause.id: clause.values for clause in new.clauses}
    languages = tuple(dict.fromkeys((*new.languages, *old.languages)))
    bookmarks: list[Bookmark] = []
    for change in changes.clauses:
        found, bookmark = marked_clause(
            change, values.get(change.id, {}), languages, root.add("Sect")
        )
        rows += found
        bookmarks.append(bookmark)
    rows += marked_annexes(matter, changes, root)
    return file_of(matter, rows, root, bookmarks, [("before", old), ("after", new)])
