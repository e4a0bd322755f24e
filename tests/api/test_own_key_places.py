"""Where a key of one's own is made and found: one place, named in full."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from api.own_key.opening import Ask, KeyPlace, make_key, open_key
from api.refusals import ApiError
from signing.own.held import HeldKey

LIBRARY = Path("no-such-library.so")
CARD = "card"


@pytest.mark.parametrize("opened", [make_key, open_key])
@pytest.mark.parametrize(
    "place",
    [
        KeyPlace(),
        KeyPlace(file=Path("my.p12"), module=LIBRARY, token=CARD, label="mine"),
        KeyPlace(module=LIBRARY, token=CARD),
        KeyPlace(module=LIBRARY, label="mine"),
    ],
)
def test_nobody_is_asked_for_a_secret_for_a_place_that_is_not_clear(
    opened: Callable[[KeyPlace, Ask], HeldKey], place: KeyPlace
) -> None:
    asked: list[str] = []

    def ask(what: str) -> str:
        asked.append(what)
        return "secret"

    with pytest.raises(ApiError) as refused:
        opened(place, ask)
    assert (refused.value.code, asked) == ("key_place_unclear", [])
