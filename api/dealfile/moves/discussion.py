"""Moves that are talk: never binding, never in a digest."""

from __future__ import annotations

from typing import Literal, TypeAlias

from api.dealfile.fields import Id, OrganisationRef, Prose
from api.dealfile.moves.move import InstrumentMove, Move


class Comment(InstrumentMove, frozen=True, kw_only=True, tag="comment"):
    """Say something about an instrument or a clause, to all sides or to one's own."""

    clause: Id = ""
    text: Prose
    audience: Literal["all", "own_side"] = "all"


class Ask(InstrumentMove, frozen=True, kw_only=True, tag="ask"):
    """Ask all sides, or one of them, something; ``question`` is its id."""

    question: Id
    clause: Id = ""
    text: Prose
    to: OrganisationRef = ""


class Answer(Move, frozen=True, kw_only=True, tag="answer"):
    """Answer a question."""

    question: Id
    text: Prose


DiscussionMove: TypeAlias = Comment | Ask | Answer
