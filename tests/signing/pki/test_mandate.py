"""The mandate in a signatory's certificate."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from registries import DAY, MANDATE, NOON

from aggregates.vocabulary import Money
from signing.der import write
from signing.errors import SignatureError
from signing.pki.mandate import CertifiedMandate, decode_mandate, encode_mandate

IDS = st.text("0123456789abcdef-", min_size=1, max_size=64)
INSTRUMENTS = st.lists(IDS, min_size=1, max_size=5, unique=True).map(sorted).map(tuple)
LIMITS = st.builds(
    Money,
    amount=st.integers(min_value=0).map(str),
    currency=st.text("ABCDEFGHIJ", min_size=3, max_size=3),
)
INSTANTS = st.integers(min_value=0, max_value=10**10).map(lambda s: datetime.fromtimestamp(s, UTC))
MANDATES = st.builds(
    lambda since, days, **parts: CertifiedMandate(
        valid_from=since,
        valid_until=None if days is None else since + timedelta(days=days),
        **parts,
    ),
    since=INSTANTS,
    days=st.none() | st.integers(min_value=0, max_value=9000),
    id=IDS,
    instruments=INSTRUMENTS,
    limit=st.none() | LIMITS,
    joint=st.integers(min_value=1, max_value=9),
)


@given(MANDATES)
def test_a_mandate_comes_back(mandate: CertifiedMandate) -> None:
    assert decode_mandate(encode_mandate(mandate)) == mandate


def test_the_order_of_instruments_and_the_parts_of_a_second_do_not_matter() -> None:
    other = msgspec.structs.replace(
        MANDATE,
        instruments=tuple(reversed(MANDATE.instruments)),
        valid_from=MANDATE.valid_from + timedelta(milliseconds=7),
    )
    assert encode_mandate(other) == encode_mandate(MANDATE)


def test_the_encoding_is_the_documented_one() -> None:
    mandate = CertifiedMandate(
        id="m", instruments=("nda",), valid_from=NOON, limit=Money(amount="1.5", currency="EUR")
    )
    assert encode_mandate(mandate).hex() == (
        "302f" "020101" "0c016d" "30050c036e6461" "020101"
        "180f32303236303930383132303030305a" "a10c300a0c03312e351303455552"
    )  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": ""},
        {"id": "m" * 65},
        {"id": "m\n"},
        {"instruments": ()},
        {"instruments": ("nda", "nda")},
        {"instruments": ("",)},
        {"instruments": ("\ud800",)},
        {"joint": 0},
        {"valid_from": NOON.replace(tzinfo=None)},
        {"valid_until": (NOON + 2 * DAY).replace(tzinfo=None)},
        {"valid_until": NOON - 2 * DAY},
        {"limit": Money(amount="1.50", currency="EUR")},
        {"limit": Money(amount="-1", currency="EUR")},
        {"limit": Money(amount="1", currency="euro")},
    ],
)
def test_a_mandate_without_an_encoding_is_refused(wrong: dict[str, object]) -> None:
    mandate = msgspec.structs.replace(MANDATE, **wrong)
    with pytest.raises(SignatureError) as refused:
        encode_mandate(mandate)
    assert refused.value.code == "mandate_unusable"
    assert refused.value.facts == {"mandate": mandate.id}


def _encoded(version: int, *instruments: str, more: bytes = b"") -> bytes:
    return write.sequence(
        write.integer(version),
        write.utf8("m"),
        write.sequence(*map(write.utf8, instruments)),
        write.integer(1),
        write.generalized_time(NOON),
        more,
    )


def test_another_version_is_not_read() -> None:
    assert decode_mandate(_encoded(1, "nda")).instruments == ("nda",)
    with pytest.raises(SignatureError, match="mandate_unusable"):
        decode_mandate(_encoded(2, "nda"))


def test_another_order_is_not_read() -> None:
    with pytest.raises(SignatureError, match="mandate_unusable"):
        decode_mandate(_encoded(1, "nda", "agreement"))


@pytest.mark.parametrize(
    "more",
    [
        write.null(),
        write.encode(write.context(0), b""),
        write.encode(write.context(0), write.generalized_time(NOON) + write.null()),
        write.encode(write.context(1), write.sequence(write.utf8("1"), write.utf8("EUR"))),
        write.encode(write.context(1), write.sequence() + write.null()),
    ],
)
def test_what_is_not_in_the_definition_is_not_read(more: bytes) -> None:
    with pytest.raises(SignatureError, match="not_der"):
        decode_mandate(_encoded(1, "nda", more=more))


@given(st.data())
def test_a_changed_octet_changes_the_mandate_or_is_refused(data: st.DataObject) -> None:
    der = bytearray(encode_mandate(MANDATE))
    at = data.draw(st.integers(0, len(der) - 1))
    der[at] ^= data.draw(st.integers(1, 255))
    with suppress(SignatureError):
        assert decode_mandate(bytes(der)) != MANDATE
