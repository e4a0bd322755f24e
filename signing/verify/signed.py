"""The signatures of a file, each with the field that it is in. It reports; the steps decide."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from signing.cms.read import Message, read_message
from signing.errors import SignatureError
from signing.timestamp.token import TimeStamp, read_token
from signing.verify.covering import Covering
from signing.verify.pdf.file import File, Revision
from signing.verify.pdf.form import Field
from signing.verify.pdf.objects import Object
from signing.verify.pdf.values import Reference, Value

CERTIFICATION: Final[Value] = [
    {
        "/Type": "/SigRef",
        "/TransformMethod": "/DocMDP",
        "/TransformParams": {"/Type": "/TransformParams", "/V": "/1.2", "/P": 2},
    }
]
"""What makes a signature the certification (ISO 32000-2 clause 12.8.2.2): only signing may come."""


def closing(catalogue: Reference) -> Value:
    """Return what makes a signature lock all fields (ISO 32000-2 clause 12.8.2.4)."""
    return [
        {
            "/Type": "/SigRef",
            "/TransformMethod": "/FieldMDP",
            "/Data": catalogue,
            "/TransformParams": {"/Type": "/TransformParams", "/V": "/1.2", "/Action": "/All"},
        }
    ]


class SignedField(Covering, frozen=True, dict=True, kw_only=True):
    """A signature of somebody at a seat."""

    @property
    def certifies(self) -> bool:
        """Whether it certifies the document, and allows signing only."""
        return self.entries.get("/Reference") == CERTIFICATION

    @property
    def closes(self) -> bool:
        """Whether the field locks the document: no signature may follow."""
        return "/Lock" in self.place.entries

    @cached_property
    def message(self) -> Message:
        """The message, read.

        Raises:
            SignatureError: as `held`, and what `signing.cms.read.read_message` raises.
        """
        return read_message(self.held)

    @cached_property
    def stamp(self) -> TimeStamp:
        """The time-stamp of the message.

        Raises:
            SignatureError: ``no_time_stamp``, and what `signing.timestamp.token.read_token` raises.
        """
        if not self.message.token:
            raise SignatureError("no_time_stamp", field=self.field)
        return read_token(self.message.token)


def signed_fields(file: File, fields: tuple[Field, ...], through: int) -> tuple[SignedField, ...]:
    """Return the signatures in ``fields``, one for each of the first ``through`` updates.

    Raises:
        SignatureError: ``not_covered`` when an update brings none, or ``signed_twice`` when it
            fills in several fields.
    """
    return tuple(_signed(file, fields, update) for update in range(1, through + 1))


def _signed(file: File, fields: tuple[Field, ...], update: int) -> SignedField:
    revision = file.revisions[update]
    found = [(field, value) for field in fields if (value := _brought(revision, field))]
    if not found:
        raise SignatureError("not_covered", octets=revision.end - revision.start)
    if len(found) > 1:
        raise SignatureError("signed_twice", fields=tuple(field.name for field, _ in found))
    place, signature = found[0]
    return SignedField(
        pdf=file.pdf, update=update, revision=revision, place=place, signature=signature
    )


def _brought(revision: Revision, field: Field) -> Object | None:
    """Return the object of this very revision that the field, as it is here, has for its value."""
    widget = revision.objects.get(field.number)
    value = None if widget is None else widget.dictionary.get("/V")
    return revision.objects.get(value.number) if isinstance(value, Reference) else None
