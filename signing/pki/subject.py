"""Whom a certificate is for, as its subject name says it (ETSI EN 319 412-1, 412-2 and 412-3)."""

from __future__ import annotations

import re
import unicodedata

import msgspec
from cryptography import x509
from cryptography.x509.oid import NameOID

from signing.errors import SignatureError

LONGEST = 64
"""Characters of an identifier, octets of a common name in UTF-8 (RFC 5280 appendix A.1).

The standard counts characters; readers that count octets take no more.
"""
LONGEST_ORGANISATION = 256
"""Legal names are longer than the 64 characters of RFC 5280; no reader minds."""
COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)
PARTS = (
    NameOID.COUNTRY_NAME,
    NameOID.ORGANIZATION_NAME,
    NameOID.ORGANIZATION_IDENTIFIER,
    NameOID.COMMON_NAME,
)


class Subject(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person acting for an organisation, or a service of the registry.

    ``identifier`` is the organizationIdentifier (2.5.4.97): a principal's registration, or the
    office's; a seat in ``signing.json`` names it. ``country`` is ISO 3166-1 alpha-2.
    """

    country: str
    organisation: str
    identifier: str
    common_name: str


def name_of(subject: Subject) -> x509.Name:
    """Return the distinguished name: country, organisation, its identifier, common name.

    Raises:
        SignatureError: ``name_unusable`` with ``part``, for a component that is empty, too long,
            not in NFC, padded with spaces, or has characters that do not print. Any space prints.
    """
    if not COUNTRY.fullmatch(subject.country):
        raise SignatureError("name_unusable", part="country", value=subject.country)
    values = (
        subject.country,
        _checked("organisation", subject.organisation, LONGEST_ORGANISATION),
        _checked("identifier", subject.identifier, LONGEST),
        require_common_name(subject.common_name),
    )
    return x509.Name([x509.NameAttribute(*part) for part in zip(PARTS, values, strict=True)])


def require_common_name(name: str) -> str:
    """Return the name of a person or a service, which a certificate can say.

    Raises:
        SignatureError: ``name_unusable`` with ``part="common_name"``.
    """
    checked = _checked("common_name", name, LONGEST)
    if len(checked.encode()) > LONGEST:
        raise SignatureError("name_unusable", part="common_name", value=name)
    return checked


def subject_of(name: x509.Name) -> Subject:
    """Return what `name_of` was given.

    Raises:
        SignatureError: ``name_unusable`` with ``part="all"``, for a name not made by it.
    """
    if tuple(attribute.oid for attribute in name) != PARTS or len(name.rdns) != len(PARTS):
        raise SignatureError("name_unusable", part="all", value=name.rfc4514_string())
    country, organisation, identifier, common_name = (str(part.value) for part in name)
    return Subject(
        country=country,
        organisation=organisation,
        identifier=identifier,
        common_name=common_name,
    )


def _prints(character: str) -> bool:
    # `str.isprintable` knows no space but U+0020; papers print U+00A0 and others
    return character.isprintable() or unicodedata.category(character) == "Zs"


def _checked(part: str, value: str, longest: int) -> str:
    usable = (
        0 < len(value) <= longest
        and all(map(_prints, value))
        and value == value.strip()
        and value == unicodedata.normalize("NFC", value)
    )
    if not usable:
        raise SignatureError("name_unusable", part=part, value=value)
    return value
