"""Sealing what identifies a person, disclosing it alone, and refusing whatever was changed."""

from __future__ import annotations

import hashlib

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st
from keyring import KEY, NONCE, OTHER_KEY, flipped, keyring, keys, nonces, refused
from msgspec.structs import replace
from two_keys import opens_under_both

from aggregates.canonical import canonical_bytes
from aggregates.vocabulary import Sealed
from ledger.errors import LedgerError
from ledger.fields import Disclosed, FieldPlace, open_field, seal_field, verify_disclosed
from ledger.keys.store import Key

PLACE = FieldPlace("fair-2026", "deal-17", "name")
NAME = Disclosed(bytes(range(32)), "Wanda Nowak")
SEALED = seal_field(KEY, PLACE, NAME, NONCE)

disclosures = st.builds(Disclosed, st.binary(min_size=32, max_size=32), st.text())


@given(keys, disclosures, nonces)
def test_what_was_sealed_is_opened(key: Key, disclosed: Disclosed, nonce: bytes) -> None:
    sealed = seal_field(key, PLACE, disclosed, nonce)
    assert open_field(keyring(key), PLACE, sealed) == disclosed
    verify_disclosed(disclosed, sealed)


def _with_a_flipped_bit() -> list[Sealed]:
    parts = {"nonce": NONCE, "ciphertext": SEALED.ciphertext, "commitment": SEALED.commitment}
    kid = bytes.fromhex(SEALED.kid)
    return [
        *(replace(SEALED, kid=flipped(kid, bit).hex()) for bit in range(128)),
        *(
            replace(SEALED, **{name: flipped(part, bit)})
            for name, part in parts.items()
            for bit in range(len(part) * 8)
        ),
    ]


def test_every_flipped_bit_is_refused() -> None:
    for changed in _with_a_flipped_bit():
        with pytest.raises(LedgerError, match=r"field_tampered|key_unknown"):
            open_field(keyring(KEY), PLACE, changed)


@pytest.mark.parametrize(
    "elsewhere",
    [
        FieldPlace("fair-2027", "deal-17", "name"),
        FieldPlace("fair-2026", "deal-18", "name"),
        FieldPlace("fair-2026", "deal-17", "title"),
        FieldPlace("fair-2026", 'deal-17","name', ""),
    ],
)
def test_a_field_that_was_moved_is_refused(elsewhere: FieldPlace) -> None:
    with refused("field_tampered"):
        open_field(keyring(KEY), elsewhere, SEALED)


def test_the_key_of_another_person_is_refused() -> None:
    with refused("field_tampered"):
        open_field(keyring(Key(KEY.kid, OTHER_KEY.secret)), PLACE, SEALED)


def test_a_field_in_the_name_of_another_key_is_refused() -> None:
    renamed = replace(SEALED, kid=OTHER_KEY.kid.hex())
    with refused("field_tampered"):
        open_field(keyring(Key(OTHER_KEY.kid, KEY.secret)), PLACE, renamed)


@given(disclosures)
def test_only_the_very_salt_and_text_are_accepted(disclosed: Disclosed) -> None:
    if disclosed != NAME:
        with refused("field_tampered"):
            verify_disclosed(disclosed, SEALED)


def test_a_border_between_salt_and_text_that_was_moved_is_refused() -> None:
    moved = Disclosed(NAME.salt[:31], chr(NAME.salt[31]) + NAME.text)
    with refused("field_malformed"):
        verify_disclosed(moved, SEALED)


def test_a_text_that_opens_under_two_keys_opens_under_the_committed_one_only() -> None:
    aad = canonical_bytes([PLACE.log, PLACE.stream, PLACE.field, SEALED.kid])
    forged = opens_under_both(KEY.secret, OTHER_KEY.secret, NONCE, aad)
    first, second = (AESGCM(key.secret).decrypt(NONCE, forged, aad) for key in (KEY, OTHER_KEY))
    assert first != second, "without a commitment both keys open it, to different texts"

    commitment = hashlib.sha256(b"counterseal/field/v1\0" + first).digest()
    sealed = replace(SEALED, ciphertext=forged, commitment=commitment)
    with refused("field_tampered"):
        open_field(keyring(Key(KEY.kid, OTHER_KEY.secret)), PLACE, sealed)


@pytest.mark.parametrize(
    "changed",
    [
        replace(SEALED, kid="00"),
        replace(SEALED, kid=SEALED.kid.upper()),
        replace(SEALED, nonce=bytes(16)),
        replace(SEALED, ciphertext=SEALED.ciphertext[:47]),
    ],
    ids=["short name", "capitals", "nonce", "ciphertext"],
)
def test_another_form_is_malformed(changed: Sealed) -> None:
    with refused("field_malformed"):
        open_field(keyring(KEY), PLACE, changed)


def test_a_text_that_is_not_utf8_is_malformed() -> None:
    aad = canonical_bytes([PLACE.log, PLACE.stream, PLACE.field, SEALED.kid])
    plain = NAME.salt + b"\xff"
    ciphertext = AESGCM(KEY.secret).encrypt(NONCE, plain, aad)
    commitment = hashlib.sha256(b"counterseal/field/v1\0" + plain).digest()
    with refused("field_malformed"):
        open_field(
            keyring(KEY), PLACE, replace(SEALED, ciphertext=ciphertext, commitment=commitment)
        )


def test_half_a_character_cannot_be_sealed() -> None:
    with refused("field_malformed"):
        seal_field(KEY, PLACE, Disclosed(NAME.salt, "\ud800"), NONCE)


@pytest.mark.parametrize(("kid", "salt", "nonce"), [(15, 32, 12), (16, 31, 12), (16, 32, 13)])
def test_a_name_salt_or_nonce_of_another_length_is_malformed(
    kid: int, salt: int, nonce: int
) -> None:
    with refused("field_malformed"):
        seal_field(Key(bytes(kid), bytes(32)), PLACE, Disclosed(bytes(salt), ""), bytes(nonce))


def test_a_place_that_is_spelled_in_two_ways_is_malformed() -> None:
    with refused("place_malformed"):
        seal_field(KEY, FieldPlace("fair", "deal", "Ange\u0301"), NAME, NONCE)
