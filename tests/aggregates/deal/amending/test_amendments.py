"""An amendment: drafted while the agreement is in force, on the one path, until another text is."""

from __future__ import annotations

from hashlib import sha256

import pytest
from bdd import then_refused
from in_force import (
    MANDATES,
    NO_SURVEY,
    QUISPE,
    QUISPES,
    SIGNED,
    SURVEY,
    WEN,
    WENS,
    WIDER,
    accepted,
    agreement,
    amended,
    clause,
    draft,
    drafted,
    frame_of,
    in_force,
    lock,
    locked,
    offer,
    opened,
    opening_of,
    own,
    signature,
    signed,
    tabled,
    then,
)
from locked_deal import AGREED, OPENED, deal_after
from msgspec.structs import replace
from people import DAY, NOON, ORGANISER, ROJAS

from aggregates.consolidated import (
    Change,
    ClauseChange,
    Consolidated,
    consolidated_bytes,
    consolidated_sha256,
)
from aggregates.deal.amending.events import TextConsolidated
from aggregates.deal.amending.text import sources_in_force, sources_upon, text_in_force
from aggregates.deal.authorities.events import AnnulledByDecision, DecisionKind
from aggregates.deal.discussion.comment import Comment, comment
from aggregates.deal.signing.call_signing import CallSigning, call_signing
from aggregates.deal.signing.events import InstrumentExecuted
from aggregates.deal.signing.open_signing import open_signing
from aggregates.deal.signing.sign import sign
from aggregates.deal.state import Deal, Progress, Stage
from aggregates.deal.terms.counter_clause import CounterClause, counter_clause
from aggregates.deal.terms.counter_frame import CounterFrame, counter_frame
from aggregates.deal.terms.current import frame_of as frame_on_table
from aggregates.deal.terms.current import row_digest
from aggregates.deal.terms.draft_instrument import draft_instrument
from aggregates.deal.terms.lock_terms import lock_terms
from aggregates.deal.terms.table_offer import table_offer
from aggregates.rates.state import Rates
from aggregates.vocabulary import Kind, Money, Tier

AMENDMENT = Kind.AMENDMENT
ANNULLED = AnnulledByDecision(
    at=NOON,
    decision="decision-1",
    instrument="agreement-1",
    kind=DecisionKind.JUDGMENT,
    authority="the Court",
    decision_sha256="ab" * 32,
    office="bureau",
    by="he-jing",
)


def bodies(text: Consolidated) -> dict[str, str]:
    """Return what each clause of a text says."""
    return {one.id: one.texts["en"].body for one in text.clauses}


def test_an_amendment_is_drafted_while_the_agreement_is_in_force() -> None:
    deal = drafted(agreement(), AMENDMENT, "amendment-1")
    assert deal.instruments["amendment-1"].progress is Progress.DRAFT
    assert deal.stage is Stage.SIGNED
    assert not draft_instrument(deal, draft(AMENDMENT, "amendment-1"))


@pytest.mark.parametrize("kind", [Kind.AMENDMENT, Kind.TERMINATION])
def test_before_the_agreement_is_signed_nothing_changes_it(kind: Kind) -> None:
    then_refused(
        lambda: draft_instrument(deal_after(*AGREED), draft(kind, "amendment-1")),
        "wrong_stage",
        stage="agreed",
    )


def test_an_amendment_counts_as_the_agreement_does() -> None:
    lower = replace(draft(AMENDMENT, "amendment-1"), tier=Tier.FRAMEWORK)
    then_refused(
        lambda: draft_instrument(agreement(), lower),
        "tier_mismatch",
        kind="amendment",
        tier="framework",
    )


def test_there_is_no_text_in_force_before_the_agreement_is_executed() -> None:
    then_refused(lambda: text_in_force(deal_after(*AGREED)), "not_executed", progress="locked")
    then_refused(lambda: text_in_force(deal_after(OPENED)), "not_executed", progress="draft")


def test_the_agreement_and_its_stage_stay_while_an_amendment_is_negotiated() -> None:
    deal = locked(agreement(), AMENDMENT, "amendment-1", WIDER)
    assert deal.instruments["amendment-1"].progress is Progress.LOCKED
    assert (deal.stage, deal.instruments["agreement-1"].progress) == (
        Stage.SIGNED,
        Progress.EXECUTED,
    )


def test_the_last_signature_of_an_amendment_puts_another_text_in_force() -> None:
    deal = opened(agreement(), AMENDMENT, "amendment-1", WIDER, SURVEY)
    half = then(deal, own(sign(deal, WENS, signature(deal, "amendment-1", WEN, 1))["deal-1"]))
    after = signed(deal, "amendment-1")
    assert in_force(half) == in_force(agreement())
    assert bodies(text_in_force(after)) == {
        "scope": "Modules and frames are assembled.",
        "survey": "The site is surveyed.",
    }
    assert after.stage is Stage.SIGNED


def test_an_amendment_is_upon_the_text_before_it_whatever_is_executed_later() -> None:
    first = opened(agreement(), AMENDMENT, "amendment-1", WIDER, SURVEY)
    once = signed(first, "amendment-1")
    twice = signed(opened(once, AMENDMENT, "amendment-2", NO_SURVEY), "amendment-2")
    one, two = twice.instruments["amendment-1"], twice.instruments["amendment-2"]
    assert sources_upon(first, first.instruments["amendment-1"]) == sources_in_force(agreement())
    assert sources_upon(twice, one) == sources_in_force(agreement())
    assert sources_upon(twice, two) == sources_in_force(once)
    assert len(sources_in_force(twice)) == 3


def test_what_an_amendment_does_is_recorded_with_its_execution() -> None:
    deal = opened(agreement(), AMENDMENT, "amendment-1", WIDER, SURVEY)
    half = then(deal, own(sign(deal, WENS, signature(deal, "amendment-1", WEN, 1))["deal-1"]))
    answer = sign(half, QUISPES, signature(half, "amendment-1", QUISPE, 2))["deal-1"]
    assert [type(event) for event in answer[1:]] == [InstrumentExecuted, TextConsolidated]
    consolidated = answer[-1]
    assert isinstance(consolidated, TextConsolidated)
    assert consolidated.changes == (
        ClauseChange(clause="scope", change=Change.REPLACED),
        ClauseChange(clause="survey", change=Change.ADDED),
    )
    assert consolidated.consolidated_sha256 == in_force(signed(deal, "amendment-1"))


def test_amendments_follow_one_another() -> None:
    once = amended(agreement(), "amendment-1", SURVEY)
    twice = amended(once, "amendment-2", NO_SURVEY)
    assert list(bodies(text_in_force(once))) == ["scope", "survey"]
    assert list(bodies(text_in_force(twice))) == ["scope"]
    assert len(text_in_force(twice).sources) == 3


def test_an_annulled_amendment_changes_nothing() -> None:
    once = amended(agreement(), "amendment-1", SURVEY)
    annulled = then(once, [replace(ANNULLED, instrument="amendment-1")])
    assert in_force(annulled) == in_force(agreement())


def test_the_amendment_brings_its_amount_and_its_annexes_and_keeps_the_title() -> None:
    more = Money(amount="490000000", currency="CNY")
    deal = drafted(agreement(), AMENDMENT, "amendment-1")
    command = offer(deal, "amendment-1", SURVEY, amount=more)
    frame = replace(command.frame, annexes=(*command.frame.annexes, "ee" * 32))
    deal = then(deal, table_offer(deal, replace(command, frame=frame)))
    deal = accepted(deal, "amendment-1")
    deal = then(deal, lock_terms(deal, lock("amendment-1")))
    answer = open_signing(deal, MANDATES, Rates(), opening_of(deal, "amendment-1"))
    text = text_in_force(signed(then(deal, own(answer["deal-1"])), "amendment-1"))
    assert (text.values["amount"], text.annexes) == (more, ("ee" * 32,))
    assert text.values["title"] == text_in_force(agreement()).values["title"]


def test_an_amendment_is_of_the_text_in_force() -> None:
    deal = drafted(agreement(), AMENDMENT, "amendment-1")
    command = offer(deal, "amendment-1", WIDER)
    text = in_force(deal)
    for annexes, cited in (((), ""), (("ff" * 32, text), "ff" * 32)):
        other = replace(command, frame=replace(command.frame, annexes=annexes))
        then_refused(
            lambda asked=other: table_offer(deal, asked), "other_text", cited=cited, in_force=text
        )


def test_an_amendment_binds_in_the_languages_of_the_agreement() -> None:
    deal = drafted(agreement(), AMENDMENT, "amendment-1")
    german = replace(WIDER, texts={"de": WIDER.texts["en"]})
    command = offer(deal, "amendment-1", german)
    title = replace(command.frame.values["title"], texts={"de": "Nachtrag"})
    frame = replace(
        command.frame,
        authentic_languages=("de",),
        values={**command.frame.values, "title": title},
    )
    then_refused(
        lambda: table_offer(deal, replace(command, frame=frame)),
        "other_languages",
        authentic=("en",),
    )


def test_when_another_amendment_comes_first_nothing_goes_on_before_it_is_cited() -> None:
    first = opened(agreement(), AMENDMENT, "amendment-1", WIDER)
    second = opened(first, AMENDMENT, "amendment-2", SURVEY)
    overtaken = signed(second, "amendment-1")
    stale = {"cited": in_force(agreement()), "in_force": in_force(overtaken)}
    command = signature(overtaken, "amendment-2", WEN, 1)
    then_refused(lambda: sign(overtaken, WENS, command), "other_text", **stale)


def test_neither_locks_nor_opens_what_another_amendment_overtook() -> None:
    first = opened(agreement(), AMENDMENT, "amendment-1", WIDER)
    waits = signed(
        accepted(tabled(first, AMENDMENT, "amendment-2", SURVEY), "amendment-2"), "amendment-1"
    )
    stale = {"cited": in_force(agreement()), "in_force": in_force(waits)}
    then_refused(lambda: lock_terms(waits, lock("amendment-2")), "other_text", **stale)
    late = signed(locked(first, AMENDMENT, "amendment-2", SURVEY), "amendment-1")
    command = opening_of(late, "amendment-2")
    then_refused(lambda: open_signing(late, MANDATES, Rates(), command), "other_text", **stale)


def test_what_another_amendment_overtook_is_not_called_on_the_stage() -> None:
    kept = signed(
        opened(agreement(), AMENDMENT, "amendment-1", WIDER, embargoed=True), "amendment-1"
    )
    call = CallSigning(actor=ORGANISER, at=NOON, instrument="amendment-1")
    overtaken = amended(kept, "amendment-2", SURVEY)
    stale = {"cited": in_force(kept), "in_force": in_force(overtaken)}
    then_refused(lambda: call_signing(overtaken, call), "other_text", **stale)
    assert in_force(then(kept, call_signing(kept, call))) != in_force(kept)


def test_a_counter_of_the_frame_cites_the_new_text() -> None:
    first = opened(agreement(), AMENDMENT, "amendment-1", WIDER)
    deal = signed(tabled(first, AMENDMENT, "amendment-2", SURVEY), "amendment-1")
    instrument = deal.instruments["amendment-2"]
    command = CounterFrame(
        actor=ROJAS,
        at=NOON,
        instrument="amendment-2",
        frame=frame_of(deal, SURVEY),
        previous_sha256=row_digest(deal, instrument, "frame"),
    )
    (countered,) = counter_frame(deal, command)
    assert countered.frame.annexes == (in_force(deal),)
    same = replace(command, frame=frame_on_table(instrument))
    then_refused(
        lambda: counter_frame(deal, same),
        "other_text",
        cited=in_force(agreement()),
        in_force=in_force(deal),
    )


def test_what_is_not_there_is_not_deleted() -> None:
    deal = drafted(agreement(), AMENDMENT, "amendment-1")
    command = offer(deal, "amendment-1", NO_SURVEY)
    then_refused(lambda: table_offer(deal, command), "nothing_to_delete", clause="survey")
    added = tabled(agreement(), AMENDMENT, "amendment-1", SURVEY)
    previous = row_digest(added, added.instruments["amendment-1"], "survey")
    counter = CounterClause(
        actor=ROJAS, at=NOON, instrument="amendment-1", clause=NO_SURVEY, previous_sha256=previous
    )
    then_refused(lambda: counter_clause(added, counter), "nothing_to_delete", clause="survey")


def test_not_every_clause_is_deleted_and_no_mandatory_one() -> None:
    gone = replace(NO_SURVEY, id="scope")
    deal = drafted(agreement(), AMENDMENT, "amendment-1")
    command = offer(deal, "amendment-1", gone)
    then_refused(lambda: table_offer(deal, command), "list_empty", field="clauses")
    policy = replace(OPENED.policy, mandatory_clauses=("scope",))
    strict = drafted(
        agreement((replace(OPENED, policy=policy), *SIGNED[1:])), AMENDMENT, "amendment-1"
    )
    then_refused(lambda: table_offer(strict, command), "mandatory_clause_missing", clause="scope")
    assert table_offer(strict, offer(strict, "amendment-1", SURVEY))


def test_money_in_an_amendment_states_the_amount_of_the_whole() -> None:
    dearer = clause("scope", "More.", price=Money(amount="5", currency="CNY"))
    deal = accepted(tabled(agreement(), AMENDMENT, "amendment-1", dearer), "amendment-1")
    then_refused(lambda: lock_terms(deal, lock("amendment-1")), "amount_missing", clause="scope")


def test_an_amendment_needs_the_approvals_of_the_edition() -> None:
    policy = replace(OPENED.policy, approval_kinds=("board",))
    deal = locked(
        agreement((replace(OPENED, policy=policy), *SIGNED[1:])), AMENDMENT, "amendment-1", WIDER
    )
    then_refused(
        lambda: open_signing(deal, MANDATES, Rates(), opening_of(deal, "amendment-1")),
        "approval_missing",
        kind="board",
        principal="andes",
    )


def talk(deal: Deal) -> object:
    """Return what comes of a remark about the deal."""
    return comment(deal, Comment(actor=ROJAS, at=NOON, comment="comment-1", text="Why?"))


def test_people_talk_while_an_amendment_is_under_way_and_not_else() -> None:
    assert talk(drafted(agreement(), AMENDMENT, "amendment-1"))
    done = amended(agreement(), "amendment-2", WIDER)
    for quiet in (agreement(), done):
        then_refused(lambda at=quiet: talk(at), "wrong_stage", stage="signed")


def test_nothing_is_changed_in_what_an_authority_annulled() -> None:
    deal = agreement((*SIGNED, ANNULLED))
    command = replace(draft(AMENDMENT, "amendment-1"), at=NOON + DAY)
    then_refused(lambda: draft_instrument(deal, command), "annulled", decision="decision-1")


def test_the_digest_of_a_text_is_that_of_its_file() -> None:
    text = text_in_force(amended(agreement(), "amendment-1", SURVEY))
    assert sha256(consolidated_bytes(text)).hexdigest() == consolidated_sha256(text)
