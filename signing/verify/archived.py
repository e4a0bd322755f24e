"""What the two updates of an archive may bring: evidence of ours, and one time-stamp."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from signing.errors import SignatureError
from signing.verify.archive import STORE, Archived
from signing.verify.pdf.form import form_number
from signing.verify.pdf.update import Update
from signing.verify.pdf.values import Dictionary, Reference, Value

PARTS: Final = ("/Certs", "/CRLs")
FIELD: Final[Mapping[str, Value]] = {
    "/Type": "/Annot",
    "/Subtype": "/Widget",
    "/FT": "/Sig",
    "/TU": b"Archive time-stamp",
    "/F": 132,
    "/Rect": [-9999, -9999, -9999, -9999],
}
"""Of the field, which is outside of its page (ISO 14289-1 clause 7.18.1)."""


def check_archived(kept: Archived) -> None:
    """Promise that a pair brings certificates, lists and a time-stamp, and touches nothing else.

    Raises:
        SignatureError: ``changed_after_signing`` with the ``objects``, ``archive_malformed``.
    """
    _require_store(kept)
    _require_stamp(kept)


def _require_store(kept: Archived) -> None:
    """The catalogue names a store, in which is all that was in the one before, and what is new."""
    update, catalogue = kept.store, kept.catalogue
    was, now = update.old(catalogue), update.new(catalogue)
    _require_replaced(update, {catalogue})
    number = _number(now.get(STORE))
    before = _store(update, was)
    listed = {part: _listed(kept.entries, part) for part in PARTS}
    kept_first = all(listed[part][: len(before[part])] == before[part] for part in PARTS)
    new = [one for part in PARTS for one in listed[part][len(before[part]) :]]
    shown = (
        kept_first
        and now == {**was, STORE: Reference(number)}
        and kept.entries == {"/Type": STORE, **listed}
        and sorted(map(_number, new)) == sorted(update.added - {number})
        and all(_is_plain(update, _number(one)) for one in new)
    )
    if not shown:
        raise SignatureError("archive_malformed", update=update.number)


def _require_stamp(kept: Archived) -> None:
    """Its field is one more of the form, and of the annotations of the page of the first field."""
    over = kept.over
    update = Update(file=kept.store.file, number=over.update)
    form = form_number(update.file)
    fields = _listed(update.old(form), "/Fields")
    page = update.old(_number(fields[0])).get("/P")
    notes = _number(update.old(_number(page)).get("/Annots"))
    _require_replaced(update, {form, notes})
    place, value = Reference(over.place.number), Reference(over.signature.number)
    field = {**FIELD, "/T": b"archive-%d" % len(fields), "/P": page, "/V": value}
    shown = (
        over.place.entries == field
        and update.added == {place.number, value.number}
        and update.new(form) == {**update.old(form), "/Fields": [*fields, place]}
        and _array(update, update.number, notes)
        == [*_array(update, update.number - 1, notes), place]
    )
    if not shown:
        raise SignatureError("archive_malformed", update=update.number)


def _require_replaced(update: Update, expected: set[int]) -> None:
    changed = update.replaced - expected
    if changed:
        raise SignatureError("changed_after_signing", field="", objects=tuple(sorted(changed)))


def _store(update: Update, catalogue: Dictionary) -> dict[str, list[Value]]:
    """Return what the store of before lists, if there was one."""
    entries = update.old(_number(catalogue.get(STORE)))
    return {part: _listed(entries, part) for part in PARTS}


def _listed(entries: Dictionary, part: str) -> list[Value]:
    listed = entries.get(part)
    return listed if isinstance(listed, list) else []


def _number(value: Value | None) -> int:
    """Return the number of the object that is referred to; 0, which none has, if none is."""
    return value.number if isinstance(value, Reference) else 0


def _array(update: Update, revision: int, number: int) -> list[Value]:
    held = update.file.seen(revision, number)
    return held.value if held is not None and isinstance(held.value, list) else []


def _is_plain(update: Update, number: int) -> bool:
    """Whether it is a stream of octets as they are: nothing to unpack, and no other key."""
    held = update.objects[number]
    return held.stream is not None and held.value == {"/Length": len(held.stream)}
