"""Whatever is asked in whatever order: two people, no gap, nothing earlier, nothing final twice."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from people import CLERK, OFFICIAL, ORGANISER
from publications import NOTE, PREPARE, SEND_BACK, SIGN_OFF

from aggregates.errors import RuleError
from aggregates.publication import PUBLICATION
from aggregates.publication.events import PublicationEvent
from aggregates.publication.prepare_publication import prepare_publication
from aggregates.publication.send_back_publication import send_back_publication
from aggregates.publication.sign_off_publication import sign_off_publication
from aggregates.publication.state import Publications
from aggregates.publication.status import Status
from aggregates.vocabulary import Actor

PEOPLE = st.sampled_from([OFFICIAL, CLERK, ORGANISER])
NAMES = st.sampled_from("abcdefgh")
MOVES = st.lists(
    st.tuples(
        st.sampled_from(["prepare", "sign", "send"]),
        PEOPLE,
        NAMES,
        st.sampled_from(Status),
        st.integers(1, 5),
        st.booleans(),
    ),
    max_size=40,
)
Move = tuple[str, Actor, str, Status, int, bool]


def asked(state: Publications, move: Move) -> tuple[PublicationEvent, ...]:
    """Return what a move comes to; nothing if it is refused."""
    what, actor, name, status, position, noted = move
    try:
        if what == "sign":
            signing = replace(SIGN_OFF, actor=actor, publication=name)
            return (*sign_off_publication(state, signing),)
        if what == "send":
            sending = replace(SEND_BACK, actor=actor, publication=name)
            return (*send_back_publication(state, sending),)
        command = replace(
            PREPARE,
            actor=actor,
            publication=name,
            number=state.next_number,
            status=status,
            position=position,
            note=NOTE if noted else None,
        )
        return (*prepare_publication(state, command),)
    except RuleError:
        return ()


@given(MOVES)
@settings(max_examples=200, deadline=None)
def test_whatever_is_asked_the_line_of_publications_holds(moves: list[Move]) -> None:
    state = PUBLICATION.initial
    for move in moves:
        for event in asked(state, move):
            state = PUBLICATION.evolve(state, event)
    public = state.public
    assert [one.prepared.number for one in public] == list(range(1, len(public) + 1))
    for one in public:
        assert one.signed_off is not None
        assert one.signed_off.by != one.prepared.by
        assert one.signed_off.figures_sha256 == one.prepared.figures_sha256
    for before, one in pairwise(public):
        assert one.prepared.position >= before.prepared.position
        assert (one.prepared.revises, one.prepared.note) == (before.prepared.publication, NOTE)
    assert sum(one.prepared.status is Status.FINAL for one in public) <= 1
