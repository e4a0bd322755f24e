"""``counterseal certificates`` and ``rotate-key``: at the machine, by those of the registry."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from coming_in import House, opened_house
from commanding import Ended, Shell
from cryptography import x509
from databases import Database, prepared
from playing import settings_for
from registries import opened

from aggregates.vocabulary import Role
from api.clock import now
from api.exits import Exit
from api.home import Home
from ledger.embedded import Server
from signing.pki.certificate import Certificate
from signing.registry.founding import certified
from signing.registry.office import Service


@pytest.fixture(scope="module")
def place(postgres: Server) -> Database:
    return prepared(postgres, "certified")


@pytest.fixture
def house(place: Database, tmp_path: Path) -> Iterator[House]:
    with opened_house(place, tmp_path / "home") as opened_here:
        yield opened_here


@pytest.fixture
def there(house: House, place: Database, shell: Shell, tmp_path: Path) -> Shell:
    """The command line of that house."""
    assert house.installation
    return shell.at(settings_for(place, tmp_path / "home"))


def written(folder: Path, certificate: Certificate) -> Path:
    file = folder / "certificate.pem"
    file.write_text(certificate.pem(), "ascii")
    return file


def revokes(there: Shell, person: str, file: Path, *more: str) -> Ended:
    facts = ("--as", person, "--certificate", file, "--reference", "SEC-1", *more)
    return there("certificates", "revoke", *facts)


def test_the_seal_is_revoked_and_every_list_made_here_says_so(
    house: House, there: Shell, place: Database, tmp_path: Path
) -> None:
    seal = house.installation.authority.seal.certificate
    registrar = house.person(Role.REGISTRY).person
    ended = revokes(there, registrar, written(tmp_path, seal), "--since", "2026-01-02")
    ended.then(Exit.YES, f"revoked certificate {seal.serial:x}")
    there("certificates", "list").then(Exit.YES, f"{seal.serial:x}")
    (known,) = Home.of(settings_for(place, tmp_path / "home")).known_revoked()
    assert (known.serial, known.reason) == (seal.serial, "key_compromise")
    assert f"{known.invalid_since:%Y-%m-%d}" == "2026-01-02"


def test_who_is_not_of_the_registry_revokes_nothing(
    house: House, there: Shell, tmp_path: Path
) -> None:
    file = written(tmp_path, house.installation.authority.seal.certificate)
    revokes(there, house.person(Role.OFFICIAL).person, file).then(Exit.NO, "not_permitted")
    there("certificates", "revoke", "--as", "x").then(Exit.USAGE, "--certificate")


def test_a_certificate_of_another_registry_is_refused(
    house: House, there: Shell, tmp_path: Path
) -> None:
    other = opened(tmp_path / "other").seal.certificate
    registrar = house.person(Role.REGISTRY).person
    revokes(there, registrar, written(tmp_path, other)).then(Exit.CANNOT_TELL, "issuer_not_ours")


def unit_of(house: House) -> Certificate:
    return house.installation.authority.certificate(Service.TIME_STAMPING)


def in_root_list(house: House, certificate: Certificate) -> bool:
    listed = x509.load_der_x509_crl(house.installation.authority.root_crl())
    return listed.get_revoked_certificate_by_serial_number(certificate.serial) is not None


def test_what_the_root_certified_is_in_the_roots_list_at_once(
    house: House, there: Shell, tmp_path: Path
) -> None:
    registrar = house.person(Role.REGISTRY).person
    revokes(there, registrar, written(tmp_path, unit_of(house))).then(Exit.YES)
    assert in_root_list(house, unit_of(house))


def test_without_the_roots_key_it_is_when_the_key_is_there(
    house: House, there: Shell, tmp_path: Path
) -> None:
    key = tmp_path / "home" / "registry" / "pki" / "root.key"
    key.rename(tmp_path / "root.key")
    registrar = house.person(Role.REGISTRY).person
    revoked = revokes(there, registrar, written(tmp_path, unit_of(house)))
    revoked.then(Exit.YES, "the root's key is elsewhere")
    there("certificates", "renew-root-list").then(Exit.CANNOT_TELL, "key_offline")
    assert not in_root_list(house, unit_of(house))
    (tmp_path / "root.key").rename(key)
    there("certificates", "renew-root-list").then(Exit.YES, "made anew")
    assert in_root_list(house, unit_of(house))


def rotation_of(ended: Ended) -> str:
    ended.then(Exit.YES)
    return str(ended.records[-1]["rotation"])


def proposed(house: House, there: Shell, service: str) -> tuple[str, str]:
    """Return the id of a proposed rotation, and who may carry it out."""
    first, second = (house.person(Role.REGISTRY).person for _ in range(2))
    said = there(
        *("rotate-key", "propose", "--as", first, "--service", service),
        *("--reference", "SEC-2", "--json"),
    )
    rotation = rotation_of(said)
    alone = there("rotate-key", "carry-out", "--as", first, "--rotation", rotation)
    alone.then(Exit.NO, "four_eyes")
    return rotation, second


def test_two_of_the_registry_give_the_seal_a_new_key(house: House, there: Shell) -> None:
    before = house.installation.authority.seal.certificate
    rotation, second = proposed(house, there, "seal")
    done = ("rotate-key", "carry-out", "--as", second, "--rotation", rotation)
    there(*done).then(Exit.YES, "gave the registry's seal a new key")
    after = house.installation.authority.seal.certificate
    assert (after.subject.common_name, before.subject.common_name) == (
        "Registry seal 2",
        "Registry seal",
    )
    there(*done).then(Exit.YES, "It was so already.")
    assert house.installation.authority.seal.certificate == after
    there("rotate-key", "list").then(Exit.YES, rotation)


def test_a_rotation_that_was_recorded_and_not_finished_is_finished_by_asking_again(
    house: House, there: Shell, tmp_path: Path
) -> None:
    rotation, second = proposed(house, there, "seal")
    done = ("rotate-key", "carry-out", "--as", second, "--rotation", rotation)
    new = tmp_path / "home" / "registry" / "pki" / "seal-2.cer"
    old_key = new.with_name("seal.key").read_bytes()
    there(*done).then(Exit.YES)
    new.rename(new.with_name("seal-2.cer.waiting"))  # as a crash just before would leave both
    new.with_name("seal.key").write_bytes(old_key)
    there(*done).then(Exit.YES)
    assert new.exists()


def test_a_proposal_is_taken_back(house: House, there: Shell) -> None:
    rotation, second = proposed(house, there, "issuing")
    there("rotate-key", "withdraw", "--as", second, "--rotation", rotation).then(Exit.YES)
    told = there("rotate-key", "carry-out", "--as", second, "--rotation", rotation)
    told.then(Exit.NO, "rotation_not_proposed")


def test_with_the_root_elsewhere_a_request_goes_there_and_a_certificate_comes_back(
    house: House, there: Shell, tmp_path: Path
) -> None:
    authority = house.installation.authority
    root = authority._authority(Service.ROOT)  # noqa: SLF001 # the key leaves it nowhere else
    (tmp_path / "home" / "registry" / "pki" / "root.key").unlink()
    rotation, second = proposed(house, there, "time-stamping")
    named = ("--as", second, "--rotation", rotation, "--file")
    there("rotate-key", "carry-out", *named[:-1]).then(Exit.CANNOT_TELL, "key_offline")
    there("rotate-key", "request", *named, tmp_path / "unit.csr").then(Exit.YES)
    key = x509.load_der_x509_csr((tmp_path / "unit.csr").read_bytes()).public_key()
    made = certified(authority.office, Service.TIME_STAMPING, key, root, now(), 2)  # type: ignore[arg-type] # ours is on a curve
    there("rotate-key", "accept", *named, written(tmp_path, made)).then(Exit.YES)
    there("rotate-key", "carry-out", *named[:-1]).then(Exit.YES)
    assert authority.certificate(Service.TIME_STAMPING) == made
    there("rotate-key", "request", *named[:-1]).then(Exit.USAGE, "--file")
