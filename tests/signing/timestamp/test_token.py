"""Time-stamps: made by the unit, read back, and refused when they do not hold together."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from registries import DAY, NOON, official

from signing.cms.attributes import signed_attributes
from signing.cms.identity import Identity
from signing.cms.signed_data import Signature, signed_data
from signing.der import write
from signing.errors import SignatureError
from signing.pki.oids import TIME_STAMP_POLICY
from signing.registry.office import Service
from signing.registry.registry import Registry
from signing.timestamp.token import TST_INFO, message_imprint, read_token

DIGEST = hashlib.sha256(b"a signature").digest()
AT = NOON + timedelta(seconds=7)


@pytest.fixture(scope="module")
def token(registry: Registry) -> bytes:
    return registry.time_stamps.stamp(DIGEST, AT)


def test_a_token_says_what_was_there_when_and_who_says_so(registry: Registry, token: bytes) -> None:
    stamp = read_token(token)
    assert (stamp.digest, stamp.at, stamp.policy) == (DIGEST, AT, TIME_STAMP_POLICY)
    assert stamp.certificate == registry.certificate(Service.TIME_STAMPING)


def test_each_token_has_its_own_number(registry: Registry, token: bytes) -> None:
    again = registry.time_stamps.stamp(DIGEST, AT)
    assert read_token(again).serial != read_token(token).serial


def test_no_time_is_told_after_the_units_certificate_expired(registry: Registry) -> None:
    ends_at = registry.certificate(Service.TIME_STAMPING).not_after
    with pytest.raises(SignatureError, match="certificate_not_valid"):
        registry.time_stamps.stamp(DIGEST, ends_at + DAY)


@given(st.data())
def test_a_changed_octet_is_refused_or_names_another_certificate(
    token: bytes, data: st.DataObject
) -> None:
    changed = bytearray(token)
    at = data.draw(st.integers(0, len(token) - 1))
    changed[at] ^= data.draw(st.integers(1, 255))
    with suppress(SignatureError):
        assert read_token(bytes(changed)).certificate != read_token(token).certificate


def _info(*more: bytes) -> bytes:
    return write.sequence(
        write.integer(1),
        write.oid(TIME_STAMP_POLICY),
        message_imprint(DIGEST),
        write.integer(9),
        write.generalized_time(AT),
        *more,
    )


def _signed(identity: Identity, info: bytes, content_type: str = TST_INFO) -> bytes:
    digest = hashlib.sha256(info).digest()
    attributes = signed_attributes(content_type, digest, identity.certificate)
    value = identity.key.sign(attributes)
    signature = Signature(certificate=identity.certificate, attributes=attributes, value=value)
    return signed_data(TST_INFO, info, signature)


def test_what_may_follow_the_time_is_read_over(registry: Registry) -> None:
    nonce, ordering = write.integer(5), write.encode(write.BOOLEAN, b"\xff")
    token = _signed(registry.seal, _info(write.sequence(write.integer(1)), ordering, nonce))
    assert read_token(token).serial == 9


def test_what_may_not_follow_the_time_is_refused(registry: Registry) -> None:
    with pytest.raises(SignatureError, match="not_der"):
        read_token(_signed(registry.seal, _info(write.null())))


def test_other_signed_attributes_are_refused(registry: Registry) -> None:
    with pytest.raises(SignatureError, match="time_stamp_unreadable"):
        read_token(_signed(registry.seal, _info(), "1.2.840.113549.1.7.1"))


def test_a_token_without_its_certificate_is_refused(registry: Registry) -> None:
    one, other = (registry.assist(official(), NOON) for _ in range(2))
    token = _signed(one, _info())
    swapped = token.replace(one.certificate.der, other.certificate.der)
    assert swapped != token
    with pytest.raises(SignatureError, match=r"time_stamp_unreadable|not_der"):
        read_token(swapped)


def test_a_token_signed_by_another_key_is_refused(registry: Registry) -> None:
    one, other = (registry.assist(official(), NOON) for _ in range(2))
    forged = Identity(one.certificate, (), other.key)
    with pytest.raises(SignatureError, match="signature_wrong"):
        read_token(_signed(forged, _info()))
