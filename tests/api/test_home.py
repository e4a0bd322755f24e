"""The data directory: founded once, private, and never completed behind somebody's back."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from api.clock import now
from api.home import Home
from api.refusals import ApiError
from ledger.errors import LedgerError
from signing.registry.office import Office

OFFICE = Office(country="CN", organisation="Registry of the Fair", identifier="NTRCN-FAIR-1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a data directory in which everything was founded."""
    home = Home(tmp_path / "home")
    identity = home.founded_identity(lambda: OFFICE)
    home.founded_keys()
    home.founded_authority(identity.office, now())
    return tmp_path / "home"


def test_it_is_private(folder: Path) -> None:
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    secret = [path for path in folder.rglob("*") if path.suffix in {".kek", ".keys", ".key"}]
    assert len(secret) > 5
    assert {stat.S_IMODE(path.stat().st_mode) for path in secret} == {0o600}


def test_what_was_founded_is_there_again(folder: Path) -> None:
    again = Home(folder)
    identity = again.known_identity()
    assert identity == again.founded_identity(lambda: pytest.fail("it was founded"))
    assert identity is not None
    first = again.founded_authority(identity.office, now())
    assert again.authority(identity.office, now()).seal.certificate == first.seal.certificate


def test_where_nothing_was_founded_nobody_is_known(tmp_path: Path) -> None:
    assert Home(tmp_path / "nothing").known_identity() is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("part", ["ledger.keys", "registry/pki"])
def test_a_part_that_is_lost_is_not_made_anew(folder: Path, part: str) -> None:
    (folder / part).rename(folder.parent / "lost")
    home = Home(folder)
    with pytest.raises(ApiError) as error:
        _ = home.keys(), home.authority(OFFICE, now())
    assert (error.value.code, error.value.facts["path"]) == ("part_missing", str(folder / part))


@pytest.mark.parametrize("kek", ["ledger.kek", "registry.kek"])
def test_a_key_encryption_key_that_is_kept_elsewhere_is_not_replaced(
    folder: Path, kek: str
) -> None:
    (folder / kek).unlink()
    home = Home(folder)
    with pytest.raises(LedgerError) as opening:
        _ = home.keys(), home.authority(OFFICE, now())
    with pytest.raises(LedgerError) as founding:
        _ = home.founded_keys(), home.founded_authority(OFFICE, now())
    assert opening.value.code == founding.value.code == "file_unreadable"
    assert not (folder / kek).exists()


def test_the_key_encryption_keys_may_be_somewhere_else(tmp_path: Path) -> None:
    folder, keks = tmp_path / "home", tmp_path / "safe"
    home = Home(folder, keks)
    home.founded_identity(lambda: OFFICE)
    _ = home.founded_keys(), home.founded_authority(OFFICE, now())
    assert {path.name for path in keks.iterdir()} == {"ledger.kek", "registry.kek"}
    assert list(folder.glob("*.kek")) == []
    _ = home.keys(), home.authority(OFFICE, now())
    with pytest.raises(LedgerError):
        Home(folder).keys()


def test_an_identity_that_cannot_be_read_is_told(folder: Path) -> None:
    (folder / "identity.json").write_text('{"registry_log": 1}', encoding="utf-8")
    with pytest.raises(ApiError) as error:
        Home(folder).known_identity()
    assert error.value.code == "identity_malformed"
