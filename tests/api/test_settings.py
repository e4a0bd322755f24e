"""What an operator may choose."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.settings import SettingsError, read_settings


def test_nothing_needs_to_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    chosen = read_settings()
    assert chosen.database_url is None
    assert chosen.data_directory == Path(".counterseal")


def test_the_password_of_the_database_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://app:sesame@db.example.org/fair")
    assert "sesame" not in repr(read_settings())


def test_a_wrong_value_names_its_variable_and_keeps_the_value_to_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COUNTERSEAL_LANGUAGE", "sesame")
    with pytest.raises(SettingsError, match=r"^COUNTERSEAL_LANGUAGE: ") as wrong:
        read_settings()
    assert "sesame" not in str(wrong.value)
