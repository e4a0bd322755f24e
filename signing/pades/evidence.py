"""What a verifier years later will need, put into the file: its document security store.

Source: ETSI EN 319 142-1 clause 5.4.2, ISO 32000-2 clause 12.8.4.3. One store serves all
signatures; the part for each single one, which the standard leaves open, would say nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Final, Protocol, cast

import msgspec
from pyhanko.pdf_utils import generic

from signing.pades.objects import (
    Reference,
    add,
    catalogue_of,
    dictionary_in,
    references_in,
    rewrite_catalogue,
)
from signing.pades.updating import Update, updating
from signing.pki.certificate import Certificate

STORE: Final = generic.pdf_name("/DSS")


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """Certificates of authorities, and their lists of revoked ones (CRL, in DER).

    A list MUST have been made after the signatures that it is to speak for: a certificate that was
    revoked when it signed would be on it.
    """

    certificates: tuple[Certificate, ...]
    lists: tuple[bytes, ...]


class _Stream(Protocol):
    @property
    def data(self) -> bytes: ...


def with_evidence(pdf: bytes, evidence: Evidence) -> bytes:
    """Return ``pdf`` with an update that adds to its store whatever is not in it yet.

    Raises:
        SignatureError: ``pdf_unreadable``.
    """
    with updating(pdf) as update:
        certificates = [certificate.der for certificate in evidence.certificates]
        _write_store(update, {"/Certs": certificates, "/CRLs": evidence.lists})
        output = BytesIO()
        update.write(output)  # type: ignore[no-untyped-call]  # it has none
        return output.getvalue()


def _write_store(update: Update, added: dict[str, Sequence[bytes]]) -> None:
    catalogue = catalogue_of(update)
    known = dictionary_in(catalogue, STORE)
    store = generic.DictionaryObject({generic.pdf_name("/Type"): STORE})  # type: ignore[no-untyped-call]  # it has none
    for part, contents in added.items():
        held = references_in(known, part) if part in known else []
        listed = [*held, *_streams(update, held, contents)]
        store[generic.pdf_name(part)] = generic.ArrayObject(listed)
    catalogue[STORE] = add(update, store)
    rewrite_catalogue(update)


def _streams(
    update: Update, held: Iterable[Reference], contents: Iterable[bytes]
) -> list[Reference]:
    known = {cast("_Stream", one.get_object()).data for one in held}
    return [
        add(update, generic.StreamObject(stream_data=content))
        for content in dict.fromkeys(contents)
        if content not in known
    ]
