"""Signing a publication off, by a second person; or sending it back."""

from __future__ import annotations

from bdd import after, given
from msgspec.structs import replace
from people import LIN, OFFICIAL, ORGANISER
from publications import PREPARED, SEND_BACK, SENT_BACK, SIGN_OFF, SIGNED_OFF

from aggregates.publication import PUBLICATION
from aggregates.publication.send_back_publication import send_back_publication
from aggregates.publication.sign_off_publication import sign_off_publication


def test_a_second_person_signs_off_what_was_prepared() -> None:
    given(PUBLICATION, PREPARED).when(sign_off_publication, SIGN_OFF).then(SIGNED_OFF)


def test_who_prepared_it_signs_nothing_off() -> None:
    own = replace(SIGN_OFF, actor=OFFICIAL)
    given(PUBLICATION, PREPARED).when(sign_off_publication, own).then_refused(
        "four_eyes", person="he-jing"
    )


def test_who_prepared_it_signs_nothing_off_in_another_role_either() -> None:
    own = replace(SIGN_OFF, actor=replace(ORGANISER, person="he-jing"))
    given(PUBLICATION, PREPARED).when(sign_off_publication, own).then_refused(
        "four_eyes", person="he-jing"
    )


def test_other_figures_than_those_prepared_are_not_signed_off() -> None:
    other = replace(SIGN_OFF, figures_sha256="b2" * 32)
    given(PUBLICATION, PREPARED).when(sign_off_publication, other).then_refused(
        "figures_differ", prepared="a1" * 32
    )


def test_a_lead_signs_nothing_off() -> None:
    given(PUBLICATION, PREPARED).when(
        sign_off_publication, replace(SIGN_OFF, actor=LIN)
    ).then_refused("role_not_allowed", role="lead", allowed=("official", "organiser"))


def test_what_was_never_prepared_is_not_signed_off() -> None:
    given(PUBLICATION).when(sign_off_publication, SIGN_OFF).then_refused(
        "publication_unknown", publication="first"
    )


def test_what_was_sent_back_is_not_signed_off() -> None:
    given(PUBLICATION, PREPARED, SENT_BACK).when(sign_off_publication, SIGN_OFF).then_refused(
        "publication_sent_back", number=1
    )


def test_who_signed_off_already_has() -> None:
    given(PUBLICATION, PREPARED, SIGNED_OFF).when(sign_off_publication, SIGN_OFF).then()


def test_two_people_are_enough() -> None:
    third = replace(SIGN_OFF, actor=ORGANISER)
    given(PUBLICATION, PREPARED, SIGNED_OFF).when(sign_off_publication, third).then_refused(
        "publication_signed_off", number=1
    )


def test_it_is_sent_back_with_a_reason() -> None:
    given(PUBLICATION, PREPARED).when(send_back_publication, SEND_BACK).then(SENT_BACK)


def test_who_prepared_it_takes_it_back() -> None:
    given(PUBLICATION, PREPARED).when(
        send_back_publication, replace(SEND_BACK, actor=OFFICIAL)
    ).then(replace(SENT_BACK, by="he-jing"))


def test_a_lead_sends_nothing_back() -> None:
    given(PUBLICATION, PREPARED).when(
        send_back_publication, replace(SEND_BACK, actor=LIN)
    ).then_refused("role_not_allowed", role="lead", allowed=("official", "organiser"))


def test_nothing_is_sent_back_without_a_reason() -> None:
    given(PUBLICATION, PREPARED).when(
        send_back_publication, replace(SEND_BACK, reason="")
    ).then_refused("text_empty", field="reason")


def test_what_is_public_is_not_sent_back() -> None:
    given(PUBLICATION, PREPARED, SIGNED_OFF).when(send_back_publication, SEND_BACK).then_refused(
        "publication_signed_off", number=1
    )


def test_what_was_sent_back_so_is_sent_back_already() -> None:
    given(PUBLICATION, PREPARED, SENT_BACK).when(send_back_publication, SEND_BACK).then()


def test_it_is_sent_back_once() -> None:
    other = replace(SEND_BACK, reason="The title is wrong.")
    given(PUBLICATION, PREPARED, SENT_BACK).when(send_back_publication, other).then_refused(
        "publication_sent_back", number=1
    )


def test_what_waits_and_what_is_public_can_be_told() -> None:
    waiting = after(PUBLICATION, PREPARED)
    public = after(PUBLICATION, PREPARED, SIGNED_OFF)
    assert waiting.waiting is not None
    assert waiting.waiting.published_at is None
    assert public.waiting is None
    assert public.last is not None
    assert public.last.published_at == SIGNED_OFF.at
