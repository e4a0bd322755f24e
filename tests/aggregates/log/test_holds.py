"""Holding something back from erasure, and letting it go."""

from __future__ import annotations

from bdd import after, given
from erasing import ERASED, HELD, RELEASED, proposed
from msgspec.structs import replace
from people import LIN, NOON, OFFICIAL, REGISTRAR

from aggregates.log import LOG
from aggregates.log.erasing.events import HoldGround, Subject
from aggregates.log.erasing.place_hold import PlaceHold, place_hold
from aggregates.log.erasing.release_hold import ReleaseHold, release_hold

PLACE = PlaceHold(
    actor=OFFICIAL,
    at=NOON,
    hold="hold-1",
    subject=Subject.DEAL,
    id="deal-1",
    ground=HoldGround.LITIGATION,
    reference="CT-2027-88",
)
RELEASE = ReleaseHold(actor=REGISTRAR, at=NOON, hold="hold-1", reference="CT-2027-99")


def test_an_official_places_a_hold_and_it_stands() -> None:
    given(LOG).when(place_hold, PLACE).then(HELD)
    erasing = after(LOG, HELD).erasing
    assert erasing.holds_on(Subject.DEAL, "deal-1") == ("hold-1",)
    assert erasing.holds_on(Subject.PERSON, "deal-1") == ()


def test_the_same_hold_placed_again_changes_nothing() -> None:
    given(LOG, HELD).when(place_hold, PLACE).then()


def test_an_id_is_used_for_one_hold_only() -> None:
    other = replace(PLACE, id="deal-2")
    for before in ((HELD,), (HELD, RELEASED)):
        given(LOG, *before).when(place_hold, other).then_refused("id_taken", id="hold-1")
    given(LOG, proposed()).when(place_hold, replace(PLACE, hold="erasure-1")).then_refused(
        "id_taken", id="erasure-1"
    )


def test_what_is_erased_is_held_no_more() -> None:
    given(LOG, proposed(), ERASED).when(place_hold, PLACE).then_refused(
        "erased_already", subject="deal", id="deal-1"
    )


def test_a_party_places_no_hold() -> None:
    given(LOG).when(place_hold, replace(PLACE, actor=LIN)).then_refused(
        "role_not_allowed", role="lead", allowed=("registry", "official")
    )


def test_the_registry_releases_a_hold_once() -> None:
    given(LOG, HELD).when(release_hold, RELEASE).then(RELEASED)
    given(LOG, HELD, RELEASED).when(release_hold, RELEASE).then()
    assert after(LOG, HELD, RELEASED).erasing.holds_on(Subject.DEAL, "deal-1") == ()


def test_a_hold_that_never_was_is_not_released() -> None:
    given(LOG).when(release_hold, RELEASE).then_refused("hold_unknown", hold="hold-1")


def test_an_official_releases_no_hold() -> None:
    given(LOG, HELD).when(release_hold, replace(RELEASE, actor=OFFICIAL)).then_refused(
        "role_not_allowed", role="official", allowed=("registry",)
    )
