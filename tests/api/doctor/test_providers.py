"""What is said of providers at which people sign in."""

from __future__ import annotations

from pathlib import Path

from openid import Conduct, providing, trusting

from api.doctor import Level
from api.doctor.providers import providers
from api.settings import Settings


def test_nothing_is_said_where_there_is_none() -> None:
    assert list(providers(Settings())) == []


def test_a_provider_that_answers_is_fine_and_one_that_does_not_is_told(tmp_path: Path) -> None:
    with providing() as provider:
        settings = Settings(**trusting(provider, tmp_path))
        (fine,) = providers(settings)
        provider.conduct = Conduct(described={"issuer": "https://other.example.org"})
        (unfit,) = providers(settings)
    assert (fine.level, unfit.level) == (Level.FINE, Level.NOTICE)
    assert fine.found == f"Harbour Bank answers at {provider.issuer}"
    assert "(issuer)" in unfit.found


def test_a_file_that_can_not_be_read_is_a_problem(tmp_path: Path) -> None:
    (found,) = providers(Settings(sign_in_providers=tmp_path / "none.toml"))
    assert found.level is Level.PROBLEM
    assert "none.toml" in found.found
