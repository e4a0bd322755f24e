"""The samples of the reference page are read, and are no plot, as the page says."""

from __future__ import annotations

from pathlib import Path

import pytest
from dealfiles import PAGE, given_sample
from playing import Theatre

from api.refusals import ApiError


def test_the_samples_put_together_are_no_plot_and_the_page_says_so(theatre: Theatre) -> None:
    assert "**no plot**" in PAGE
    folder = Path(__file__).resolve().parents[3] / "examples"
    with (
        theatre.player(given_sample().then_read(), folder) as player,
        pytest.raises(ApiError) as ended,
    ):
        list(player.play())
    assert ended.value.code in {"move_refused", "move_not_refused"}
