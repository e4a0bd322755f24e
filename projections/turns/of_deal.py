"""What a deal as a whole waits for: invitations, consents, answers, authorities."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from msgspec.structs import replace

from aggregates.deal.filings.state import Status
from aggregates.deal.guards import AT_THE_TABLE
from aggregates.deal.parties.consent_to_reopening import sides_at_the_end
from aggregates.deal.parties.state import Reopening
from aggregates.deal.state import Deal
from aggregates.vocabulary import Deadline, Role
from projections.turns.turn import Turn, of_lead


def invitations(deal: Deal) -> Iterator[Turn]:
    """Yield the invitations; whoever was invited is told no more of the deal than this."""
    for invitation, organisation in sorted(deal.parties.invitations.items()):
        yield Turn(
            deal=deal.id,
            organisation=organisation,
            person="",
            role=Role.LEAD.value,
            what="join_deal",
            subject=invitation,
        )


def extension(deal: Deal) -> Iterator[Turn]:
    """Yield whose consent a later deadline of the deal waits for."""
    asked = deal.parties.extension
    if asked is None:
        return
    for side in sorted(set(deal.parties.principals) - asked.consents):
        yield of_lead(
            deal,
            side,
            "consent_to_deadline_extension",
            subject=asked.proposal,
            deadline=deal.parties.expires_at,
        )


def reopening(deal: Deal) -> Iterator[Turn]:
    """Yield whose consent waits for an ended deal to be taken up again."""
    asked = deal.parties.reopening
    if asked is None:
        return
    for side, principal in sorted(sides_at_the_end(deal).items()):
        if side not in asked.consents:
            yield Turn(
                deal=deal.id,
                organisation=side,
                person=principal.lead,
                role=Role.LEAD.value,
                what="consent_to_reopening",
                subject=asked.proposal,
                deadline=reopening_until(deal, asked),
            )


def reopening_until(deal: Deal, asked: Reopening) -> Deadline:
    """Return until when the last consent can come: in the edition's window, before the new end."""
    ended_at = deal.parties.ended_at
    if ended_at is None:
        return asked.expires_at
    window = ended_at + timedelta(days=deal.policy.reopening_days)
    return replace(asked.expires_at, at=min(asked.expires_at.at, window))


def questions(deal: Deal) -> Iterator[Turn]:
    """Yield the questions to one organisation that it has not answered."""
    for name, question in sorted(deal.discussion.questions.items()):
        if question.asked.to and question.asked.to not in question.answers:
            yield Turn(
                deal=deal.id,
                organisation=question.asked.to,
                person="",
                role="",
                what="answer",
                subject=name,
            )


def filings(deal: Deal) -> Iterator[Turn]:
    """Yield the filings to submit, of one side or of any, and those that an office decides."""
    if deal.stage not in AT_THE_TABLE:
        return
    for name, filing in sorted(deal.filings.items()):
        if filing.status in {Status.REQUIRED, Status.REFUSED}:
            sides = [filing.principal] if filing.principal else sorted(deal.parties.principals)
            for side in sorted(set(sides) & set(deal.parties.principals)):
                yield of_lead(
                    deal,
                    side,
                    "submit_filing",
                    deal.instruments[filing.instrument],
                    subject=name,
                    deadline=filing.due,
                )
        elif filing.status is Status.SUBMITTED:
            yield Turn(
                deal=deal.id,
                organisation="",
                person="",
                role=Role.OFFICIAL.value,
                what="decide_filing",
                instrument=filing.instrument,
                subject=name,
            )
