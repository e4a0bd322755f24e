"""Keys on a token: made there, found again, signing there, and never seen."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pkcs11
import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from tokens import PIN, SoftToken

from signing.errors import SignatureError
from signing.keys.opening import KeyToken, open_token
from signing.keys.token import Token
from signing.keys.token_key import TokenKey

DATA = b"what is signed"
DIGEST = hashlib.sha256(DATA).digest()
ECDSA = ec.ECDSA(hashes.SHA256())


@pytest.fixture(scope="module")
def place(tokens: Mapping[str, SoftToken]) -> SoftToken:
    return tokens["registry"]


@pytest.fixture(scope="module")
def token(place: SoftToken) -> KeyToken:
    return open_token(place.module, place.label, PIN)


def code_of(asked: Callable[[], object]) -> str:
    with pytest.raises(SignatureError) as refused:
        asked()
    return refused.value.code


def test_a_key_made_on_the_token_signs_there(token: KeyToken) -> None:
    public = token.make("made")
    assert isinstance(public, ec.EllipticCurvePublicKey)
    public.verify(token.sign_digest("made", DIGEST), DATA, ECDSA)
    token.destroy("made")


def test_it_is_found_again_by_its_name_until_it_is_destroyed(
    token: KeyToken, place: SoftToken
) -> None:
    public = token.make("again")
    other = open_token(place.module, place.label, PIN)
    assert other.public_key("again") == public
    token.destroy("again")
    assert other.public_key("again") is None


def test_no_two_keys_have_one_name(token: KeyToken) -> None:
    token.make("twice")
    assert code_of(lambda: token.make("twice")) == "key_on_token"
    token.destroy("twice")


def test_a_key_that_is_not_there_does_not_sign(token: KeyToken) -> None:
    assert code_of(lambda: token.sign_digest("nowhere", DIGEST)) == "token_unusable"
    assert TokenKey.find(token, "nowhere") is None


def test_a_token_that_is_not_there_and_a_library_that_is_none_are_refused(
    place: SoftToken, tmp_path: Path
) -> None:
    assert code_of(lambda: open_token(place.module, "nowhere", PIN)) == "token_unusable"
    assert code_of(lambda: open_token(tmp_path / "no.so", "registry", PIN)) == "token_unusable"


def test_a_wrong_pin_is_refused(tokens: Mapping[str, SoftToken]) -> None:
    shut = tokens["shut"]
    assert code_of(lambda: open_token(shut.module, shut.label, "000000")) == "token_unusable"


def test_without_the_library_nothing_is_opened(
    place: SoftToken, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "signing.keys.token", None)
    assert code_of(lambda: open_token(place.module, place.label, PIN)) == "pkcs11_missing"


def session_of(token: KeyToken) -> pkcs11.Session:
    assert isinstance(token, Token)
    return token._session  # noqa: SLF001 # to put keys on it that we do not make


def test_an_rsa_key_signs_as_smart_cards_do(token: KeyToken) -> None:
    session_of(token).generate_keypair(pkcs11.KeyType.RSA, 3072, store=True, label="rsa")
    public = token.public_key("rsa")
    assert isinstance(public, rsa.RSAPublicKey)
    value = token.sign_digest("rsa", DIGEST)
    public.verify(value, DATA, padding.PKCS1v15(), hashes.SHA256())
    assert code_of(lambda: TokenKey.find(token, "rsa")) == "key_unusable"
    token.destroy("rsa")


def test_a_key_of_another_kind_is_refused(token: KeyToken) -> None:
    template = {pkcs11.Attribute.EC_PARAMS: b"\x13\x0cedwards25519"}
    parameters = session_of(token).create_domain_parameters(
        pkcs11.KeyType.EC_EDWARDS, template, local=True
    )
    made = pkcs11.Mechanism.EC_EDWARDS_KEY_PAIR_GEN
    parameters.generate_keypair(store=True, label="edwards", mechanism=made)
    assert code_of(lambda: token.public_key("edwards")) == "key_unusable"
    token.destroy("edwards")


@pytest.fixture
def key(token: KeyToken) -> TokenKey:
    token.destroy("key")
    return TokenKey.make(token, "key")


def test_it_signs_like_any_other_private_key(key: TokenKey) -> None:
    key.public_key().verify(key.sign(DATA, ECDSA), DATA, ECDSA)
    assert (key.key_size, key.curve.name) == (256, "secp256r1")


@pytest.mark.parametrize("algorithm", [hashes.SHA384(), Prehashed(hashes.SHA256())])
def test_it_signs_by_sha_256_only(
    key: TokenKey, algorithm: hashes.HashAlgorithm | Prehashed
) -> None:
    assert code_of(lambda: key.sign(DATA, ec.ECDSA(algorithm))) == "key_unusable"


def test_it_stays_where_it_is(key: TokenKey) -> None:
    encoding, pkcs8 = serialization.Encoding.DER, serialization.PrivateFormat.PKCS8
    bare = serialization.NoEncryption()
    for asked in (
        lambda: key.private_bytes(encoding, pkcs8, bare),
        key.private_numbers,
        lambda: key.exchange(ec.ECDH(), key.public_key()),
    ):
        assert code_of(asked) == "key_stays"


def test_a_copy_of_it_is_itself(key: TokenKey) -> None:
    assert key.__copy__() is key.__deepcopy__({}) is key
