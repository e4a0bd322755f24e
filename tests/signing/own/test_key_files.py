"""Keys that somebody holds: in a file, in memory, on a token."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PublicFormat,
    pkcs12,
)
from tokens import PIN, SoftToken

from signing.cms.algorithms import verify
from signing.errors import SignatureError
from signing.keys.opening import open_token
from signing.own.held import PublicHalf, held_in_memory, held_on_token, public_half
from signing.own.key_file import new_key_file, read_key_file
from signing.registry.registry import Registry

DATA = b"what is signed"
PASSWORD = "correct horse"  # noqa: S105 - of a key that lives as long as a test


def code_of(asked: Callable[[], object]) -> str:
    with pytest.raises(SignatureError) as refused:
        asked()
    return refused.value.code


def test_a_new_file_opens_with_its_password_and_its_key_signs() -> None:
    data = new_key_file(PASSWORD)
    held = read_key_file(data, PASSWORD)
    verify(held.public.key, held.signs.sign(DATA), DATA)
    assert read_key_file(data, PASSWORD).public == held.public


def test_another_password_or_another_file_opens_nothing() -> None:
    data = new_key_file(PASSWORD)
    assert code_of(lambda: read_key_file(data, "another")) == "key_file_unusable"
    assert code_of(lambda: read_key_file(b"no file of keys", PASSWORD)) == "key_file_unusable"


def test_a_password_that_is_no_text_makes_no_file_and_opens_none() -> None:
    octets = b"\xff\xfe".decode("utf-8", "surrogateescape")
    assert code_of(lambda: new_key_file(octets)) == "password_unusable"
    data = new_key_file(PASSWORD)
    assert code_of(lambda: read_key_file(data, octets)) == "key_file_unusable"


def test_a_file_without_a_key_is_none(registry: Registry) -> None:
    seal = registry.seal.certificate.x509
    data = pkcs12.serialize_key_and_certificates(None, None, None, [seal], NoEncryption())
    assert code_of(lambda: read_key_file(data, "")) == "key_file_unusable"


def test_a_key_of_another_kind_is_refused() -> None:
    private = ed25519.Ed25519PrivateKey.generate()
    data = pkcs12.serialize_key_and_certificates(None, private, None, None, NoEncryption())
    assert code_of(lambda: read_key_file(data, "")) == "key_unusable"


@pytest.mark.parametrize(
    "private",
    [ec.generate_private_key(ec.SECP384R1()), rsa.generate_private_key(65537, 2048)],
)
def test_a_key_off_the_list_is_refused(
    private: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey,
) -> None:
    assert code_of(lambda: held_in_memory(private)) == "key_unusable"
    public = PublicHalf(
        private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    )
    assert code_of(lambda: public.key) == "key_unusable"


def test_a_public_key_has_one_way_to_be_written() -> None:
    der = public_half(ec.generate_private_key(ec.SECP256R1()).public_key()).der
    assert code_of(lambda: PublicHalf(b"no key").key) == "public_key_unreadable"
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), der[-65:])
    short = point.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
    compressed = PublicHalf(
        bytes.fromhex("3039301306072a8648ce3d020106082a8648ce3d030107032200") + short
    )
    assert code_of(lambda: compressed.key) == "public_key_unreadable"


def test_a_key_on_a_token_signs_as_one_in_memory(tokens: Mapping[str, SoftToken]) -> None:
    place = tokens["party"]
    token = open_token(place.module, place.label, PIN)
    token.make("own")
    held = held_on_token(token, "own")
    verify(held.public.key, held.signs.sign(DATA), DATA)
    token.destroy("own")
    assert code_of(lambda: held_on_token(token, "own")) == "key_not_on_token"
