"""``counterseal ceremony``: a registry is founded below a root that stays where it was made."""

from __future__ import annotations

from pathlib import Path

import pytest
from commanding import Shell

from api.clock import now
from api.exits import Exit
from api.home import Home
from api.settings import Settings
from signing.registry.office import Service

OFFICE = ("--country", "CN", "--organisation", "Registry of the Fair", "--identifier", "GOVCN-0001")


@pytest.fixture
def root(tmp_path: Path) -> tuple[str, ...]:
    return ("--root", str(tmp_path / "safe"), "--kek", str(tmp_path / "other" / "root.kek"))


@pytest.fixture
def founded(shell: Shell, root: tuple[str, ...], tmp_path: Path) -> Path:
    """Hold the whole ceremony; return the folder that went back and forth."""
    (tmp_path / "other").mkdir(mode=0o700)
    stick = tmp_path / "stick"
    shell("ceremony", "root", *root, *OFFICE).then(Exit.YES, "SHA-256")
    shell("ceremony", "request", "--folder", stick, *OFFICE).then(Exit.YES, "issuing.csr")
    certified = shell("ceremony", "certify", *root, "--folder", stick)
    certified.then(Exit.YES, "time-stamping.cer", "root.crl")
    shell("ceremony", "found", "--folder", stick).then(Exit.YES, "is founded")
    return stick


@pytest.fixture
def home(shell: Shell, tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    shell.home(folder)
    return folder


def test_the_registry_has_its_keys_and_not_the_roots(home: Path, founded: Path) -> None:
    opened_here = Home.of(Settings(data_directory=home))
    identity = opened_here.known_identity()
    assert identity is not None
    registry = opened_here.authority(identity.office, now())
    assert registry.certificate(Service.ROOT).der == (founded / "root.cer").read_bytes()
    assert not list(home.rglob("root.key"))


def test_trust_is_exported_as_ever(home: Path, founded: Path, shell: Shell, tmp_path: Path) -> None:
    assert home.exists()
    shell("trust", "export", tmp_path / "trust").then(Exit.YES, "root.pem")
    assert (tmp_path / "trust" / "root.crl").read_bytes() == (founded / "root.crl").read_bytes()


def test_the_roots_list_is_made_there_and_taken_here(
    home: Path, founded: Path, shell: Shell, root: tuple[str, ...], tmp_path: Path
) -> None:
    assert founded.exists()
    revoked = tmp_path / "revoked.json"
    revoked.write_bytes(b"[]")
    made = shell("ceremony", "renew-list", *root, "--file", revoked)
    made.then(Exit.YES, "root.crl")
    crl = tmp_path / "safe" / "root.crl"
    shell("ceremony", "take-list", "--file", crl).then(Exit.YES, "taken")
    assert (home / "registry" / "pki" / "root.crl").read_bytes() == crl.read_bytes()
    revoked.write_bytes(b"{}")
    told = shell("ceremony", "renew-list", *root, "--file", revoked)
    told.then(Exit.NO, "revoked_malformed")


def test_what_is_missing_is_named(
    home: Path, shell: Shell, root: tuple[str, ...], tmp_path: Path
) -> None:
    assert not home.exists()
    shell("ceremony", "root").then(Exit.USAGE, "--root")
    shell("ceremony", "found", "--folder", tmp_path).then(Exit.CANNOT_TELL, "not_installed")
    shell("ceremony", "take-list", "--file", __file__).then(Exit.CANNOT_TELL, "not_installed")
    (tmp_path / "other").mkdir(mode=0o700)
    shell("ceremony", "root", *root, *OFFICE).then(Exit.YES)
    told = shell("ceremony", "certify", *root, "--folder", tmp_path)
    told.then(Exit.NO, "no_requests")
