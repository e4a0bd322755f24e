"""Moves that are talk: what one side says to itself stays in a stream of its own."""

from __future__ import annotations

from playing import Theatre
from plots import JANA, LETTER, LIN, OPENED, TABLED, given_plot, move

from aggregates.deal.discussion.events import CommentMade, QuestionAnswered, QuestionAsked
from aggregates.side.events import CommentMade as NoteMade


def test_sides_talk_to_each_other_and_to_themselves(theatre: Theatre) -> None:
    played = theatre.when_played(
        given_plot(
            *OPENED,
            *LETTER,
            *TABLED,
            move("comment", JANA, clause="capital", text="We should look at it again."),
            move("comment", JANA, audience="own_side", text="38 % is enough."),
            move("ask", LIN, question="currency", to="aster", text="In which currency?"),
            move("answer", JANA, question="currency", text="In euro."),
        )
    )
    kinds = (CommentMade, NoteMade, QuestionAsked, QuestionAnswered)
    assert [len(played.events(kind)) for kind in kinds] == [1, 1, 1, 1]
    assert "38 %" not in str(played.deal)
