"""A PDF as a reader sees it: its fields, signatures, embedded files and modifications.

The one module of the verifier that drives pyHanko. It reports; the steps decide.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from io import BytesIO
from typing import Protocol, TypeAlias, cast

import msgspec
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffPolicy, DiffResult, ModificationLevel
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from signing.cms.read import Message, read_message
from signing.errors import SignatureError
from signing.verify.diff import POLICY

Dictionary: TypeAlias = "Mapping[str, object]"
DEEPEST_FIELD = 8
"""Levels of a form's tree; ours has one."""


class SignedField(msgspec.Struct, frozen=True, kw_only=True):
    """A signature, and the field that it is in. ``digest`` is SHA-256 of its byte range."""

    field: str
    subfilter: str
    certifies: bool
    digest: bytes
    message: Message


class _Judged(Protocol):
    diff_result: object

    def compute_integrity_info(self, diff_policy: DiffPolicy) -> None: ...


class _Name(Protocol):
    def dump(self) -> bytes: ...


class _Held(Protocol):
    subject: _Name
    issuer: _Name


class _Choice(Protocol):
    chosen: _Held


class _Stream(Protocol):
    @property
    def data(self) -> bytes: ...


class _Reference(Protocol):
    def get_object(self) -> object: ...


class Reading:
    """One file, opened.

    Raises:
        SignatureError: ``pdf_unreadable``, from here and from every property.
    """

    def __init__(self, pdf: bytes) -> None:
        with refusals():
            self._pdf = pdf
            self._reader = PdfFileReader(BytesIO(pdf), strict=True)
            self._root = cast("Dictionary", self._reader.root)

    @cached_property
    def embedded_files(self) -> dict[str, bytes]:
        """The files that the document's name tree lists, by name; a plain list, as ours is."""
        with refusals():
            names = _at(self._root, "/Names", "/EmbeddedFiles", "/Names")
            if not isinstance(names, Sequence):
                return {}
            pairs = zip(names[::2], names[1::2], strict=True)
            return {str(name): _embedded(_resolved(spec)) for name, spec in pairs}

    @cached_property
    def field_names(self) -> tuple[str, ...]:
        """The full names of all terminal form fields, of whatever kind."""
        with refusals():
            fields = _at(self._root, "/AcroForm", "/Fields")
            return tuple(name for name, _ in _terminal(fields, "", 0))

    @cached_property
    def other_fields(self) -> tuple[str, ...]:
        """The names of form fields that are no signature fields."""
        with refusals():
            fields = _at(self._root, "/AcroForm", "/Fields")
            kinds = _terminal(fields, "", 0)
            return tuple(name for name, field in kinds if field.get("/FT") != "/Sig")

    @cached_property
    def signed_fields(self) -> tuple[SignedField, ...]:
        """The signatures in the order of their revisions."""
        return tuple(_signed(self._pdf, one) for one in self._embedded)

    @cached_property
    def certifications(self) -> int:
        """How many signatures say that they certify the document."""
        with refusals():
            return sum(one.docmdp_level is not None for one in self._embedded)

    @cached_property
    def modified(self) -> tuple[str, ...]:
        """The fields after whose signature something came that a signature may not bring."""
        with refusals():
            return tuple(one.fq_name for one in self._embedded if not _untouched(one))

    @cached_property
    def certificate_names(self) -> frozenset[bytes]:
        """The names, in DER, of whom the certificates in all signatures are for and from."""
        with refusals():
            held = [choice.chosen for one in self._embedded for choice in _certificates(one)]
            return frozenset(n.dump() for c in held for n in (c.subject, c.issuer))

    @cached_property
    def _embedded(self) -> Sequence[EmbeddedPdfSignature]:
        with refusals():
            return tuple(self._reader.embedded_signatures)


@contextmanager
def refusals() -> Iterator[None]:
    """Turn whatever a damaged file makes the PDF library raise into a refusal.

    Raises:
        SignatureError: ``pdf_unreadable``.
    """
    try:
        yield
    except SignatureError:
        raise
    except Exception as wrong:  # a damaged file makes a reader raise anything
        raise SignatureError("pdf_unreadable", reason=type(wrong).__name__) from wrong


def _signed(pdf: bytes, one: EmbeddedPdfSignature) -> SignedField:
    with refusals():
        first, start, after, length = (int(number) for number in one.byte_range)
        digest = hashlib.sha256(pdf[first : first + start] + pdf[after : after + length]).digest()
        value = cast("Dictionary", one.sig_object)
        return SignedField(
            field=one.fq_name,
            subfilter=str(value["/SubFilter"]),
            certifies=one.docmdp_level is not None,
            digest=digest,
            message=read_message(_message_in(one.pkcs7_content)),
        )


def _message_in(contents: bytes) -> bytes:
    """Return the DER value at the start of ``contents``; all behind it must be zero."""
    size = _size(contents)
    if any(contents[size:]):
        raise SignatureError("padding_not_empty")
    return contents[:size]


def _size(contents: bytes) -> int:
    if len(contents) < 2:
        raise SignatureError("padding_not_empty")
    length = contents[1]
    if length < 0x80:
        return 2 + length
    octets = length & 0x7F
    return 2 + octets + int.from_bytes(contents[2 : 2 + octets], "big")


def _untouched(one: EmbeddedPdfSignature) -> bool:
    """Every later revision is weighed against the one that ``one`` signed: no annotation either."""
    judged = cast("_Judged", one)
    judged.compute_integrity_info(diff_policy=POLICY)
    result = judged.diff_result
    if not isinstance(result, DiffResult):
        return False
    level: ModificationLevel = result.modification_level
    return level.value <= ModificationLevel.FORM_FILLING.value


def _certificates(one: EmbeddedPdfSignature) -> Sequence[_Choice]:
    return cast("Sequence[_Choice]", one.signed_data["certificates"])


def _at(node: object, *path: str) -> object:
    """Return what stands at ``path`` below ``node``, references followed, or None."""
    for key in path:
        node = _resolved(node)
        if not isinstance(node, Mapping) or key not in node:
            return None
        node = cast("Dictionary", node)[key]
    return _resolved(node)


def _resolved(node: object) -> object:
    return cast("_Reference", node).get_object() if hasattr(node, "get_object") else node


def _embedded(spec: object) -> bytes:
    stream = _at(spec, "/EF", "/F")
    return cast("_Stream", stream).data


def _terminal(fields: object, parent: str, depth: int) -> Iterator[tuple[str, Dictionary]]:
    """Yield the fields of a form that have no named children, with their full names."""
    if depth > DEEPEST_FIELD:
        raise SignatureError("pdf_unreadable", reason="depth")
    if not isinstance(fields, Sequence):
        return
    for one in fields:
        field = cast("Dictionary", _resolved(one))
        name = f"{parent}{field.get('/T', '')}"
        kids = _at(field, "/Kids")
        if kids is None:
            yield name, field
        else:
            yield from _terminal(kids, f"{name}.", depth + 1)
