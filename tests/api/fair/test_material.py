"""What a played fair is made of fits together."""

from __future__ import annotations

from itertools import product

import pytest

from aggregates.checks import check_destination, check_industry, check_name
from api.dealfile.countries import COUNTRIES
from api.fair.material import Material, material
from api.fair.pairing import pairings, projects
from api.fair.plots import PLOTS, fulfilled, plots, signed
from api.fair.wording import leading, letter

DEALS = sum(often.times for often in PLOTS)


@pytest.fixture(scope="module")
def made() -> Material:
    """Return what comes along."""
    return material()


def test_there_are_sixty_organisations_of_thirty_countries_and_a_hundred_and_twenty_projects(
    made: Material,
) -> None:
    countries = {entry.country for entry in made.organisations.values()}
    assert len(made.organisations) == 60
    assert len(countries) >= 25
    assert countries <= COUNTRIES
    assert len({offered.id for offered in projects(made)}) == 120


def test_everybody_is_named_once_and_registered_where_they_are(made: Material) -> None:
    entries = made.organisations.values()
    people = [who.latin_name for entry in entries for who in (entry.lead, entry.board)]
    assert len(set(people)) == len(people) == 120
    assert len({entry.registration for entry in entries}) == 60
    assert all(entry.registration.startswith(f"NTR{entry.country}-") for entry in entries)


def test_codes_and_titles_are_what_the_rules_take(made: Material) -> None:
    for offered in projects(made):
        check_industry("industry", offered.line.industry)
        check_destination("destination", offered.place.subdivision)
        for title in offered.line.title:
            check_name("title", title)


def test_nobody_deals_with_themselves_and_every_organisation_deals(made: Material) -> None:
    paired = pairings(made, DEALS)
    assert all(one.opener.id != one.owner.id for one in paired)
    sides = {side.id for one in paired for side in (one.opener, one.owner)}
    assert sides == set(made.organisations)


def test_every_text_says_everything_in_both_languages(made: Material) -> None:
    for one in pairings(made, DEALS):
        paper = leading(one, made.texts)
        changes = [paper.change(clause, step) for clause in paper.text.haggled for step in (1, 2)]
        clauses = [*paper.draft().clauses, *letter(one, made.texts).clauses]
        bodies = [text.body for clause in clauses for text in clause.texts.values()]
        bodies += [text.body for change in changes for text in change.texts.values()]
        assert not [body for body, mark in product(bodies, "{}") if mark in body]


def test_of_a_hundred_and_fifty_deals_forty_are_sealed() -> None:
    sealed = PLOTS[[often.plot for often in PLOTS].index(signed)]
    assert DEALS == 150
    assert sum(often.times for often in PLOTS if often.agreement) + sealed.times == 40


def test_a_plot_that_needs_an_agreement_gets_one() -> None:
    agreements = [number % 3 > 0 for number in range(DEALS)]
    found = plots(PLOTS, agreements)
    assert len(found) == DEALS
    assert all(agreements[place] for place, plot in enumerate(found) if plot is fulfilled)


def test_every_line_is_of_one_theme_and_every_place_of_one_delegation(made: Material) -> None:
    lines = [line for theme in made.counted.themes.values() for line in theme.lines]
    assert sorted(lines) == sorted(line.id for line in made.lines)
    places = {place.subdivision for place in made.places.values()}
    delegations = made.counted.delegations.values()
    for place in places:
        codes = {place, place.partition("-")[0]}
        assert sum(bool(codes & {*one.places}) for one in delegations) == 1, place
        assert made.counted.delegation_of(place) is not None
    assert {one.theme for one in made.counted.sessions.values()} <= made.counted.themes.keys()
