"""Preparing a publication of figures."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bdd import given
from msgspec.structs import replace
from people import LIN, NOON, ORGANISER
from publications import NOTE, PREPARE, PREPARED, SENT_BACK, published

from aggregates.errors import RuleError
from aggregates.publication import PUBLICATION
from aggregates.publication.events import ChangeNote, PublicationEvent
from aggregates.publication.prepare_publication import PreparePublication, prepare_publication
from aggregates.publication.status import Status

SECOND = replace(PREPARE, publication="second", number=2, position=60, note=NOTE)
FIRST = published(1, Status.PROVISIONAL, 40)
REVISED = (*FIRST, *published(2, Status.REVISED, 40))
FINAL = (*FIRST, *published(2, Status.FINAL, 60))
REOPENED = (*FINAL, *published(3, Status.REVISED, 60))


def prepared(**changes: object) -> PreparePublication:
    """Return what would follow the first publication, changed."""
    return replace(SECOND, **changes)


def test_an_official_prepares_the_first_publication() -> None:
    given(PUBLICATION).when(prepare_publication, PREPARE).then(PREPARED)


def test_so_may_the_organiser() -> None:
    given(PUBLICATION).when(prepare_publication, replace(PREPARE, actor=ORGANISER)).then(
        replace(PREPARED, by="sato")
    )


def test_a_lead_prepares_none() -> None:
    given(PUBLICATION).when(prepare_publication, replace(PREPARE, actor=LIN)).then_refused(
        "role_not_allowed", role="lead", allowed=("official", "organiser")
    )


def test_what_is_prepared_again_just_so_is_prepared_already() -> None:
    given(PUBLICATION, PREPARED).when(prepare_publication, PREPARE).then()


def test_one_that_was_sent_back_is_not_prepared_again_under_its_id() -> None:
    given(PUBLICATION, PREPARED, SENT_BACK).when(prepare_publication, PREPARE).then_refused(
        "id_taken", id="first"
    )


def test_what_was_sent_back_leaves_its_number_to_the_next() -> None:
    again = replace(PREPARE, publication="again")
    given(PUBLICATION, PREPARED, SENT_BACK).when(prepare_publication, again).then(
        replace(PREPARED, publication="again")
    )


def test_only_one_waits_to_be_signed_off() -> None:
    given(PUBLICATION, PREPARED).when(
        prepare_publication, replace(PREPARE, publication="other")
    ).then_refused("publication_waits", number=1)


def test_a_later_publication_says_which_it_follows_and_what_changed() -> None:
    given(PUBLICATION, *FIRST).when(prepare_publication, SECOND).then(
        replace(PREPARED, publication="second", number=2, position=60, note=NOTE, revises="no-1")
    )


def test_contents_that_bear_another_number_were_overtaken() -> None:
    given(PUBLICATION, *FIRST).when(prepare_publication, prepared(number=1)).then_refused(
        "publication_overtaken", number=1, next=2
    )


def test_a_later_publication_needs_a_change_note() -> None:
    given(PUBLICATION, *FIRST).when(prepare_publication, prepared(note=None)).then_refused(
        "change_note_missing", number=2
    )


def test_the_first_publication_takes_no_change_note() -> None:
    given(PUBLICATION).when(prepare_publication, replace(PREPARE, note=NOTE)).then_refused(
        "change_note_of_first"
    )


@pytest.mark.parametrize(
    ("note", "field"),
    [(ChangeNote(en=" ", zh="改。"), "note.en"), (ChangeNote(en="More.", zh=""), "note.zh")],
)
def test_a_change_note_is_written_in_both_languages(note: ChangeNote, field: str) -> None:
    given(PUBLICATION, *FIRST).when(prepare_publication, prepared(note=note)).then_refused(
        "text_empty", field=field
    )


@pytest.mark.parametrize(
    ("before", "status", "allowed"),
    [
        ((), Status.REVISED, ("provisional", "final")),
        (REVISED, Status.PROVISIONAL, ("revised", "final")),
        (FINAL, Status.PROVISIONAL, ("revised",)),
        (FINAL, Status.FINAL, ("revised",)),
        (REOPENED, Status.FINAL, ("revised",)),
    ],
)
def test_a_status_follows_only_what_it_may(
    before: tuple[PublicationEvent, ...], status: Status, allowed: tuple[str, ...]
) -> None:
    number = len(before) // 2 + 1
    given(PUBLICATION, *before).when(
        prepare_publication, prepared(number=number, status=status)
    ).then_refused("status_not_next", status=status.value, allowed=allowed)


def test_after_a_final_one_a_revision_may_say_why() -> None:
    given(PUBLICATION, *REOPENED).when(
        prepare_publication, prepared(number=4, status=Status.REVISED)
    ).then(
        replace(
            PREPARED,
            publication="second",
            number=4,
            status=Status.REVISED,
            position=60,
            note=NOTE,
            revises="no-3",
        )
    )


def test_a_position_never_goes_back() -> None:
    given(PUBLICATION, *FIRST).when(
        prepare_publication, prepared(status=Status.REVISED, position=39)
    ).then_refused("position_goes_back", position=39, standing=40)


def test_a_provisional_publication_is_of_a_later_position() -> None:
    given(PUBLICATION, *FIRST).when(prepare_publication, prepared(position=40)).then_refused(
        "position_published", position=40
    )


def test_a_revision_may_be_of_the_same_position() -> None:
    revised = prepared(status=Status.REVISED, position=40)
    expected = replace(
        PREPARED, publication="second", number=2, status=Status.REVISED, note=NOTE, revises="no-1"
    )
    given(PUBLICATION, *FIRST).when(prepare_publication, revised).then(expected)


def test_a_cut_off_is_not_in_the_future() -> None:
    ahead = NOON + timedelta(seconds=1)
    given(PUBLICATION).when(prepare_publication, replace(PREPARE, cut_off=ahead)).then_refused(
        "cut_off_ahead", cut_off=ahead
    )


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("publication", "", "identifier_malformed"),
        ("zone", "the harbour", "zone_malformed"),
        ("position", 0, "count_too_small"),
        ("number", 0, "count_too_small"),
        ("figures_sha256", "a1", "sha256_malformed"),
        ("currency", "yuan", "currency_malformed"),
    ],
)
def test_what_is_malformed_is_refused(field: str, value: object, code: str) -> None:
    with pytest.raises(RuleError) as refused:
        prepare_publication(PUBLICATION.initial, replace(PREPARE, **{field: value}))
    assert refused.value.code == code
