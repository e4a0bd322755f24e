"""The names in certificates."""

from __future__ import annotations

import msgspec
import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID
from registries import WEN

from aggregates.checks import LEGAL_NAME_MAX, REGISTRATION_MAX
from signing.errors import SignatureError
from signing.pki.subject import LONGEST, LONGEST_ORGANISATION, Subject, name_of, subject_of


def test_a_name_says_who_for_whom_and_where() -> None:
    name = name_of(WEN)
    assert [attribute.oid for attribute in name] == [
        NameOID.COUNTRY_NAME,
        NameOID.ORGANIZATION_NAME,
        NameOID.ORGANIZATION_IDENTIFIER,
        NameOID.COMMON_NAME,
    ]
    assert subject_of(name) == WEN


def test_a_long_organisation_has_a_name() -> None:
    long = msgspec.structs.replace(WEN, organisation="S" * LONGEST_ORGANISATION)
    assert subject_of(name_of(long)) == long


def test_what_registers_take_can_stand_in_a_certificate() -> None:
    spaced = "Minera\u00a0Andes\u2009del\u3000Norte "
    named = Subject(
        country="CL",
        organisation=spaced.ljust(LEGAL_NAME_MAX, "S"),
        identifier=spaced.ljust(REGISTRATION_MAX, "N"),
        common_name=spaced.ljust(LONGEST - 5, "W"),  # of three spaces of five octets more
    )
    assert subject_of(name_of(named)) == named


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("country", ""),
        ("country", "cn"),
        ("country", "CHN"),
        ("organisation", ""),
        ("organisation", " Linghai"),
        ("organisation", "S" * (LONGEST_ORGANISATION + 1)),
        ("identifier", ""),
        ("identifier", "N" * (LONGEST + 1)),
        ("common_name", ""),
        ("common_name", "Wen\nHao"),
        ("common_name", "Wen\u202eHao"),
        ("common_name", "Wen\u200bHao"),
        ("common_name", "Wen\u2028Hao"),
        ("common_name", "Wen\ud800Hao"),
        ("common_name", "Wen\u0378Hao"),
        ("common_name", "Wen\u00a0"),
        ("common_name", "Ine\u0301s"),
        ("common_name", "W" * (LONGEST + 1)),
        ("common_name", "ễ" * (LONGEST // 3 + 1)),
    ],
)
def test_an_unusable_part_is_named(part: str, value: str) -> None:
    with pytest.raises(SignatureError) as refused:
        name_of(msgspec.structs.replace(WEN, **{part: value}))
    assert refused.value.code == "name_unusable"
    assert refused.value.facts == {"part": part, "value": value}


def test_a_name_of_other_making_is_not_read() -> None:
    first, *others = name_of(WEN)
    doubled = x509.Name([first, first, *others])
    joined = x509.Name([x509.RelativeDistinguishedName([first, *others])])
    for name in (x509.Name([]), x509.Name(others), doubled, joined):
        with pytest.raises(SignatureError) as refused:
            subject_of(name)
        assert refused.value.facts["part"] == "all"
