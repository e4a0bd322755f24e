"""The contents of a publication, as they are written and read."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace
from packing import agreement, contents

from api.packs.agreements import agreements_of
from api.packs.contents import Named, contents_bytes, parse_contents
from projections.views.listed import Listed

TITLES = {"en": "Solar modules", "zh-Hans": "光伏组件"}
SIDES = ("Linghai Solar", "Andes Energía")


@pytest.mark.parametrize("titles", [{}, TITLES])
def test_an_agreement_is_called_in_every_language_that_it_has_a_title_in(
    titles: dict[str, str],
) -> None:
    """One without is written as before there were titles, so that older publications are read."""
    named = agreement(name=Named(title="Solar modules", titles=titles, sides=SIDES))
    written = contents_bytes(replace(contents(), agreements=(named,)))
    (line,) = msgspec.json.decode(written)["agreements"]
    assert line["name"].get("titles", {}) == titles
    assert ("titles" in line["name"]) == bool(titles)
    (read,) = parse_contents(written).agreements
    assert read == named


def test_the_titles_that_are_listed_are_published() -> None:
    listed = Listed(
        deal="deal-1",
        instrument="main",
        edition="edition-1",
        tier="contract",
        title="Solar modules",
        titles=TITLES,
        sides=SIDES,
        amount=None,
        currency=None,
        executed_at=None,
    )
    (line,) = agreements_of([listed])
    assert line.name == Named(title="Solar modules", titles=TITLES, sides=SIDES)
