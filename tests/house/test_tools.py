"""A check that could not run is never taken for one that passed."""

from __future__ import annotations

import pytest
from tools import need


def test_a_program_that_is_there_is_found() -> None:
    assert need("sh").endswith("/sh")


def test_without_the_program_the_test_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no-such-program is not installed"):
        need("no-such-program")


def test_in_ci_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no-such-program is not installed"):
        need("no-such-program")
