"""The closed list of algorithms."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes

from signing.cms.algorithms import ECDSA_WITH_SHA256, RSA_WITH_SHA256, algorithm_of, verify
from signing.cms.identity import OneTimeKey, SoftwareKey
from signing.errors import SignatureError

SHORT_RSA = rsa.generate_private_key(65537, 2048)


@pytest.fixture(scope="module")
def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 3072)


def test_p256_signs_with_sha256() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    assert algorithm_of(key.public_key()) == ECDSA_WITH_SHA256
    verify(key.public_key(), SoftwareKey(key).sign(b"paper"), b"paper")


def test_rsa_of_3072_bits_signs_with_sha256(rsa_key: rsa.RSAPrivateKey) -> None:
    assert algorithm_of(rsa_key.public_key()) == RSA_WITH_SHA256
    verify(rsa_key.public_key(), SoftwareKey(rsa_key).sign(b"paper"), b"paper")


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        (SHORT_RSA.public_key(), "rsa2048"),
        (rsa.RSAPublicNumbers(65537, 2**8192 + 1).public_key(), "rsa8193"),
        (ec.generate_private_key(ec.SECP384R1()).public_key(), "secp384r1"),
        (ec.generate_private_key(ec.SECP256K1()).public_key(), "secp256k1"),
        (ed25519.Ed25519PrivateKey.generate().public_key(), "Ed25519PublicKey"),
    ],
)
def test_no_other_key_is_on_the_list(key: PublicKeyTypes, kind: str) -> None:
    for refused_by in (algorithm_of, lambda public: verify(public, b"", b"")):
        with pytest.raises(SignatureError) as refused:
            refused_by(key)
        assert refused.value.code == "key_unusable"
        assert refused.value.facts == {"kind": kind}


def test_a_signature_over_something_else_is_wrong(rsa_key: rsa.RSAPrivateKey) -> None:
    for private in (ec.generate_private_key(ec.SECP256R1()), rsa_key):
        signature = SoftwareKey(private).sign(b"paper")
        with pytest.raises(SignatureError, match="signature_wrong"):
            verify(private.public_key(), signature, b"another paper")


def test_a_key_for_one_signature_makes_one() -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    key = OneTimeKey(private)
    verify(private.public_key(), key.sign(b"paper"), b"paper")
    with pytest.raises(SignatureError, match="key_spent"):
        key.sign(b"paper")
