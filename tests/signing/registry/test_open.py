"""A registry is founded once, and opened by whoever has its KEK."""

from __future__ import annotations

import shutil
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import msgspec
import pytest
from registries import DAY, KEK, NOON, OFFICE, opened

from signing.errors import SignatureError
from signing.pki.revocation import Revocation
from signing.registry.folder import read_revoked, replace_revoked
from signing.registry.office import Service
from signing.registry.registry import Registry


def certificates(registry: Registry) -> dict[Service, bytes]:
    return {service: registry.certificate(service).der for service in Service}


def found_in(folder: Path) -> dict[Service, bytes]:
    return certificates(opened(folder))


def test_it_is_the_same_when_opened_again(tmp_path: Path) -> None:
    founded = opened(tmp_path)
    again = opened(tmp_path, NOON + DAY)
    assert certificates(again) == certificates(founded)
    assert again.office == OFFICE


def test_of_many_who_open_at_once_one_founds_it(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as processes:
        found = list(processes.map(found_in, [tmp_path] * 4))
    assert found == [found[0]] * 4


def test_every_service_has_its_own_key_in_a_file_of_its_own(tmp_path: Path) -> None:
    registry = opened(tmp_path)
    keys = [registry.certificate(service).public_key for service in Service]
    assert all(keys.count(key) == 1 for key in keys)
    files = {file.name for file in (tmp_path / "pki").glob("*.key")}
    assert files == {f"{service.value}.key" for service in Service}


def test_the_keys_do_not_open_with_another_kek(tmp_path: Path) -> None:
    opened(tmp_path)
    with pytest.raises(SignatureError) as refused:
        Registry.open(tmp_path, bytes(32), NOON, OFFICE)
    assert refused.value.code == "key_not_opened"
    assert refused.value.facts == {"owner": OFFICE.identifier, "key_id": "root"}


def test_an_unusable_kek_founds_nothing(tmp_path: Path) -> None:
    with pytest.raises(SignatureError, match="kek_unusable"):
        Registry.open(tmp_path, b"short", NOON, OFFICE)
    assert not (tmp_path / "pki").exists()


@pytest.mark.parametrize("part", ["country", "organisation", "identifier"])
def test_it_is_opened_by_its_own_office_only(tmp_path: Path, part: str) -> None:
    opened(tmp_path)
    other = msgspec.structs.replace(OFFICE, **{part: "PL"})
    with pytest.raises(SignatureError) as refused:
        Registry.open(tmp_path, KEK, NOON, other)
    assert refused.value.code == "registry_of_another"
    assert refused.value.facts == {"organisation": OFFICE.organisation}


def test_one_key_can_not_pass_for_another(tmp_path: Path) -> None:
    opened(tmp_path)
    pki = tmp_path / "pki"
    shutil.copy(pki / "issuing.key", pki / "seal.key")
    with pytest.raises(SignatureError, match="key_not_opened"):
        opened(tmp_path)


def test_a_key_must_be_that_of_its_certificate(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    opened(here)
    opened(there)
    shutil.copy(there / "pki" / "seal.key", here / "pki" / "seal.key")
    with pytest.raises(SignatureError) as refused:
        opened(here)
    assert (refused.value.code, refused.value.facts) == ("key_of_another", {"service": "seal"})


def test_only_the_roots_key_may_be_elsewhere(tmp_path: Path) -> None:
    opened(tmp_path)
    (tmp_path / "pki" / "seal.key").unlink()
    with pytest.raises(SignatureError, match="key_missing"):
        opened(tmp_path)


def test_what_was_revoked_is_kept_beside_the_keys(tmp_path: Path) -> None:
    opened(tmp_path)
    assert read_revoked(tmp_path) == ()
    revoked = (Revocation(serial=2**127, at=NOON, reason="superseded"),)
    replace_revoked(tmp_path, revoked)
    assert read_revoked(tmp_path) == revoked


def test_what_was_revoked_is_not_guessed_from_a_damaged_file(tmp_path: Path) -> None:
    opened(tmp_path)
    (tmp_path / "revoked.json").write_bytes(b"[{}]")
    with pytest.raises(SignatureError, match="keystore_unusable"):
        read_revoked(tmp_path)


def test_a_registry_whose_folder_is_gone_says_so(tmp_path: Path) -> None:
    registry = opened(tmp_path / "here")
    shutil.rmtree(tmp_path / "here")
    with pytest.raises(SignatureError, match="keystore_unusable"):
        registry.certificate(Service.SEAL)


def test_a_flipped_bit_anywhere_in_a_key_file_is_refused(tmp_path: Path) -> None:
    opened(tmp_path)
    file = tmp_path / "pki" / "seal.key"
    whole = file.read_bytes()
    for place in range(0, len(whole), 7):
        file.write_bytes(whole[:place] + bytes((whole[place] ^ 4,)) + whole[place + 1 :])
        with pytest.raises(SignatureError, match="key_not_opened"):
            opened(tmp_path)


def test_the_key_of_another_owner_is_refused(tmp_path: Path) -> None:
    other = msgspec.structs.replace(OFFICE, identifier="GOVCN-0009")
    Registry.open(tmp_path / "other", KEK, NOON, other)
    opened(tmp_path / "here")
    shutil.copy(tmp_path / "other" / "pki" / "seal.key", tmp_path / "here" / "pki" / "seal.key")
    with pytest.raises(SignatureError) as refused:
        opened(tmp_path / "here")
    assert (refused.value.code, refused.value.facts["owner"]) == (
        "key_not_opened",
        OFFICE.identifier,
    )
