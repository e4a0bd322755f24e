"""The names of a person, as they are printed."""

from __future__ import annotations

import pytest

from api.contracts.people import FullName


@pytest.mark.parametrize(
    ("native", "latin", "printed"),
    [
        ("陈伟", "CHEN Wei", ("陈伟", "CHEN Wei")),
        ("Jana Świątek", "Jana SWIATEK", ("Jana Świątek", "Jana SWIATEK")),
        ("Amina Hassan Bakari", "Amina Hassan BAKARI", ("Amina Hassan BAKARI",)),
        ("Anna Groß", "Anna GROSS", ("Anna GROSS",)),
        ("Anna", "Anna", ("Anna",)),
    ],
)
def test_two_names_are_printed_both_and_one_name_once_as_in_the_passport(
    native: str, latin: str, printed: tuple[str, ...]
) -> None:
    assert FullName(native=native, latin=latin).both == printed
