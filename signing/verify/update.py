"""What one update of a file may bring: one signature.

Its field gets a value and an appearance, and all that is new belongs to these two. Stricter than
what readers call an allowed change: those let a signer add fields, hide fields, draw over pages
with a field's own appearance, or change what the file says of itself.
"""

from __future__ import annotations

from typing import Final

from signing.errors import SignatureError
from signing.verify.pdf.file import File
from signing.verify.pdf.form import form_number
from signing.verify.pdf.objects import referred
from signing.verify.pdf.update import Update
from signing.verify.pdf.values import Dictionary, Reference, Value
from signing.verify.signed import SignedField

DRAWING_KEYS: Final = frozenset(("/Type", "/BBox", "/Filter", "/Length"))
"""Of an appearance (ISO 32000-2 clause 8.10.2): its box is fitted into the field's, and clips."""
EXTENSIONS: Final[Value] = {
    "/ESIC": {"/Type": "/DeveloperExtensions", "/BaseVersion": "/1.7", "/ExtensionLevel": 1}
}
"""That the file holds PAdES signatures (ETSI EN 319 142-1 clause 5.6)."""
SIGNED_AND_APPENDED: Final = 3
"""Of the form (ISO 32000-2 table 225): there are signatures, and whoever writes must append."""


def check_update(file: File, signed: SignedField) -> None:
    """Promise that the update which brings ``signed`` brings nothing else.

    Raises:
        SignatureError: ``changed_after_signing`` or ``more_than_a_signature`` with the objects,
            ``field_changed``, ``part_missing``.
    """
    update = Update(file=file, number=signed.update)
    _require_replaced(update, signed)
    _require_filled_in(update, signed)
    _require_drawn(update, signed)


def _require_replaced(update: Update, signed: SignedField) -> None:
    """Of what was there, it writes the field anew; the certification two objects more."""
    marked = _marked(update, signed) if signed.certifies else {}
    changed = update.replaced - {signed.place.number, *marked}
    changed |= {number for number, expected in marked.items() if update.new(number) != expected}
    if changed:
        raise SignatureError(
            "changed_after_signing", field=signed.field, objects=tuple(sorted(changed))
        )


def _marked(update: Update, signed: SignedField) -> dict[int, Dictionary]:
    """Return what catalogue and form say of a certified document."""
    catalogue = update.file.base.table.trailer.catalogue.number
    form = form_number(update.file)
    certification = Reference(signed.signature.number)
    return {
        catalogue: {
            **update.old(catalogue),
            "/Extensions": EXTENSIONS,
            "/Perms": {"/DocMDP": certification},
        },
        form: {**update.old(form), "/SigFlags": SIGNED_AND_APPENDED},
    }


def _require_filled_in(update: Update, signed: SignedField) -> None:
    """The field was empty, and differs by its value and its appearance only: the same box."""
    old, new = update.old(signed.place.number), update.new(signed.place.number)
    value = Reference(signed.signature.number)
    expected = {**old, "/V": value, "/AP": new.get("/AP", [])}
    if "/V" in old or new != expected:
        raise SignatureError("field_changed", field=signed.field)


def _require_drawn(update: Update, signed: SignedField) -> None:
    """All that is new is the signature, or what its appearance draws, and leads to nothing else."""
    added = update.added
    drawn = _drawn(update, signed)
    strange = (added - drawn - {signed.signature.number}) | {
        number for number in drawn if referred([update.objects[number].value]) - added
    }
    if strange:
        raise SignatureError(
            "more_than_a_signature", field=signed.field, objects=tuple(sorted(strange))
        )


def _drawn(update: Update, signed: SignedField) -> set[int]:
    """Return the new objects to which the appearance leads; it is a form, unless it is as before.

    Raises:
        SignatureError: ``field_changed``.
    """
    place, added = signed.place.number, update.added
    appearance = update.new(place)["/AP"]
    if appearance == update.old(place).get("/AP"):
        return set()
    match appearance:
        case {"/N": Reference(number), **others} if not others and number in added:
            form = update.objects[number]
        case _:
            raise SignatureError("field_changed", field=signed.field)
    if form.stream is None or not _is_plain(form.value):
        raise SignatureError("field_changed", field=signed.field)
    found, pending = set[int](), {number}
    while pending:
        found |= pending
        led = referred([update.objects[number].value for number in pending])
        pending = (led & added) - found
    return found


def _is_plain(form: Value) -> bool:
    """Whether it is drawn with nothing but fonts: no pictures, no drawings from elsewhere."""
    match form:
        case {"/Subtype": "/Form", "/Resources": {**resources}, **others}:
            return resources.keys() <= {"/Font"} and others.keys() <= DRAWING_KEYS
        case _:
            return False
