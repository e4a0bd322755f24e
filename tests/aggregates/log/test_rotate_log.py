"""Letting a log go on under another origin."""

from __future__ import annotations

from bdd import after, given
from msgspec.structs import replace
from people import NOON, REGISTRAR

from aggregates.log import LOG
from aggregates.log.events import LogRotated
from aggregates.log.rotate_log import RotateLog, rotate_log
from aggregates.vocabulary import SYSTEM, Actor, Role

LEDGER = Actor(person=SYSTEM, organisation="", role=Role.SYSTEM)
FIRST, SECOND, THIRD = "ledger.example.org/fair", "ledger.example.org/2", "ledger.example.org/3"
ROTATE = RotateLog(
    actor=LEDGER,
    at=NOON,
    old_origin=FIRST,
    old_checkpoint="the last that was known",
    new_origin=SECOND,
    restored_size=12,
    reason="restored from a backup",
)
ROTATED = LogRotated(
    at=NOON,
    old_origin=FIRST,
    old_checkpoint="the last that was known",
    new_origin=SECOND,
    restored_size=12,
    reason="restored from a backup",
)


def test_a_log_goes_on_under_another_origin() -> None:
    given(LOG).when(rotate_log, ROTATE).then(ROTATED)
    assert after(LOG, ROTATED).origins == (FIRST, SECOND)


def test_it_does_so_again_from_the_origin_that_it_has() -> None:
    again = replace(ROTATE, old_origin=SECOND, new_origin=THIRD)
    given(LOG, ROTATED).when(rotate_log, again).then(
        replace(ROTATED, old_origin=SECOND, new_origin=THIRD)
    )
    assert after(LOG, ROTATED, replace(ROTATED, old_origin=SECOND, new_origin=THIRD)).origins == (
        FIRST,
        SECOND,
        THIRD,
    )


def test_an_origin_that_it_has_no_more_is_not_left() -> None:
    again = replace(ROTATE, new_origin=THIRD)
    given(LOG, ROTATED).when(rotate_log, again).then_refused(
        "origin_not_current", origin=FIRST, current=SECOND
    )


def test_an_origin_is_used_once() -> None:
    for used in (FIRST, SECOND):
        again = replace(ROTATE, old_origin=SECOND, new_origin=used)
        given(LOG, ROTATED).when(rotate_log, again).then_refused("origin_used", origin=used)


def test_nobody_but_the_system_rotates() -> None:
    given(LOG).when(rotate_log, replace(ROTATE, actor=REGISTRAR)).then_refused(
        "role_not_allowed", role="registry", allowed=("system",)
    )


def test_a_rotation_has_its_reason() -> None:
    given(LOG).when(rotate_log, replace(ROTATE, reason="")).then_refused(
        "text_empty", field="reason"
    )
