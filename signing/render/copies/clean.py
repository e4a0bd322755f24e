"""A clean copy: the terms of an instrument as they stand, to be read and not to be signed."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.terms import Terms
from signing.render.copies.copy import Version, copy_matter, file_of, require_copied
from signing.render.document import front_of, text_of
from signing.render.manifest import Manifest
from signing.render.paper.structure import Element


def clean_copy(
    version: Version, edition_name: str, manifest: Manifest, upon: Sequence[Terms] | None = ()
) -> bytes:
    """Return the terms as a PDF like the instrument's, marked on every page as not signed.

    A pure function, as `render` is; ``upon`` as there, or None where the text that an amendment
    cites is not known: then what it makes of it is not shown. It has no seats, no page code and no
    signature fields.

    Raises:
        SignatureError: ``renderer_differs``, ``no_clauses``, ``text_missing``,
            ``text_of_another``, ``uncovered_character``.
    """
    require_copied(manifest, upon or (), version.terms)
    matter = copy_matter(version, upon, edition_name, "clean_copy")
    root = Element("Document", matter.languages[0])
    front = front_of(matter, root)
    rows, bookmarks = text_of(matter, root)
    return file_of(matter, [*front, *rows], root, bookmarks, [("terms", version.terms)])
