"""On whom a deal waits is kept from event to event, and is what asking anew would say."""

from __future__ import annotations

from collections import Counter

import pytest
from walks import walks

from aggregates.deal.parties.state import Parties, Principal
from aggregates.deal.state import Deal, Instrument, Progress, Stage
from aggregates.vocabulary import Kind, Party, Tier
from projections.course.follow import extend
from projections.course.state import Answers, Course, Table, Written
from projections.course.touched import ROW_EVENTS
from projections.turns.waiting import Waiting, waiting_on

AGREED = Answers((), ())
HELD = Answers((), ("c",))


def course_of(**answers: Answers) -> Course:
    """Return a course with a table whose rows wait so; ``of_a`` is in the wording of side a."""
    sides = {
        side: Principal(
            party=Party(id=side, legal_name=side, country="CN", registration=""), lead=""
        )
        for side in ("a", "b", "c")
    }
    contract = Instrument(
        id="jv", kind=Kind.AGREEMENT, tier=Tier.CONTRACT, progress=Progress.NEGOTIATING
    )
    deal = Deal(
        id="deal",
        stage=Stage.NEGOTIATING,
        leading="jv",
        parties=Parties(principals=sides),
        instruments={"jv": contract},
    )
    table = Table(answers, {}, Counter(answers.values()), {})
    worded = {("jv", row): Written(sha256="", principal=row[-1], position=1) for row in answers}
    return Course(deal=deal, tables={"jv": table}, rows=worded)


def test_a_row_that_is_held_as_another_is_waits_for_its_own_author_too() -> None:
    waiting = Waiting()
    assert waiting.after(course_of(of_a=HELD, of_b=AGREED, of_c=AGREED)) == ("a",)
    assert waiting.after_row(course_of(of_a=HELD, of_b=HELD, of_c=AGREED), "jv") == ("a", "b")


def test_nobody_is_waited_for_once_more_when_a_row_is_held_as_another_of_its_author_is() -> None:
    waiting = Waiting()
    before = waiting.after(course_of(of_a=HELD, also_of_a=AGREED, of_b=AGREED))
    assert waiting.after_row(course_of(of_a=HELD, also_of_a=HELD, of_b=AGREED), "jv") is before


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_is_what_asking_anew_says_after_every_event(seed: int) -> None:
    for walk in walks(seed):
        course, waiting = Course(), Waiting()
        for position, event in enumerate(walk, start=1):
            course = extend(course, event, position)
            if type(event) in ROW_EVENTS:
                kept = waiting.after_row(course, getattr(event, "instrument", ""))
            else:
                kept = waiting.after(course)
            assert kept == waiting_on(course)
