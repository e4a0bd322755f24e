"""A registry whose keys are on a token signs as any other; only the root's key is in a file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519
from forgery.scene import Scene
from registries import KEK, NOON, OFFICE
from tokens import PIN, SoftToken

from signing.errors import SignatureError
from signing.keys.opening import KeyToken, open_token
from signing.keystore.envelope import seal
from signing.registry.archive import require_lasting
from signing.registry.office import Office, Service
from signing.registry.places import KeyFiles, KeysOnToken
from signing.registry.registry import Registry
from signing.registry.rotating import carry_out, prepare_rotation


@pytest.fixture(scope="module")
def token(tokens: Mapping[str, SoftToken]) -> KeyToken:
    place = tokens["registry"]
    return open_token(place.module, place.label, PIN)


def office(number: int) -> Office:
    """Return an office of its own for a test: its keys have its identifier in their names."""
    return msgspec.structs.replace(OFFICE, identifier=f"GOVCN-9{number}")


def test_all_its_keys_are_there_but_the_roots(token: KeyToken, tmp_path: Path) -> None:
    founded = Registry.open(tmp_path, KEK, NOON, office(1), token=token)
    assert {file.name for file in (tmp_path / "pki").glob("*.key")} == {"root.key"}
    again = Registry.open(tmp_path, KEK, NOON, office(1), token=token)
    assert again.certificate(Service.SEAL) == founded.certificate(Service.SEAL)


def test_what_it_signs_is_valid(token: KeyToken, tmp_path: Path) -> None:
    registry = Registry.open(tmp_path, KEK, NOON, OFFICE, token=token)
    scene = Scene(registry, NOON)
    require_lasting(scene.archived, registry, scene.archived_at)


def test_without_the_token_it_is_not_opened(token: KeyToken, tmp_path: Path) -> None:
    Registry.open(tmp_path, KEK, NOON, office(2), token=token)
    with pytest.raises(SignatureError) as refused:
        Registry.open(tmp_path, KEK, NOON, office(2))
    assert refused.value.code == "key_missing"


def test_a_rotation_makes_the_new_key_there_and_destroys_the_old(
    token: KeyToken, tmp_path: Path
) -> None:
    registry = Registry.open(tmp_path, KEK, NOON, office(3), token=token)
    certificate = prepare_rotation(registry, Service.SEAL, NOON)
    carry_out(registry, Service.SEAL, certificate.sha256, NOON)
    assert token.public_key("GOVCN-93/seal-2") == certificate.public_key
    assert token.public_key("GOVCN-93/seal") is None


def test_a_key_moves_to_the_token_by_a_rotation(token: KeyToken, tmp_path: Path) -> None:
    Registry.open(tmp_path, KEK, NOON, office(4))
    registry = Registry.open(tmp_path, KEK, NOON, office(4), token=token)
    certificate = prepare_rotation(registry, Service.SEAL, NOON)
    carry_out(registry, Service.SEAL, certificate.sha256, NOON)
    assert not (tmp_path / "pki" / "seal.key").exists()
    assert token.public_key("GOVCN-94/seal-2") == certificate.public_key


def test_a_key_of_another_kind_in_a_file_is_refused(token: KeyToken, tmp_path: Path) -> None:
    edwards = ed25519.Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (tmp_path / "seal.key").write_bytes(seal(KEK, "GOVCN-1", "seal", edwards))
    place = KeysOnToken(token=token, files=KeyFiles(kek=KEK, owner="GOVCN-1"))
    with pytest.raises(SignatureError, match="key_unusable"):
        place.open(tmp_path, "seal")


def test_a_secret_of_another_kind_stays_in_its_file(token: KeyToken, tmp_path: Path) -> None:
    place = KeysOnToken(token=token, files=KeyFiles(kek=KEK, owner="GOVCN-1"))
    assert place.secret(tmp_path, "detached", lambda: b"seed") == b"seed"
    assert place.secret(tmp_path, "detached", lambda: b"other") == b"seed"
    assert (tmp_path / "detached.key").exists()
