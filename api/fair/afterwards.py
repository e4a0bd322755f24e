"""What follows a signature: a schedule, its conditions, money paid in, milestones, the end."""

from __future__ import annotations

from typing import Final

from aggregates.deal.authorities.events import DisputeKind
from aggregates.deal.ending.events import Ground
from aggregates.deal.performance.schedule import Landing
from aggregates.vocabulary import Money
from api.dealfile.moves import authorities, ending, performance
from api.dealfile.moves.schedules import ConditionDraft, ContributionDraft, MilestoneDraft
from api.fair.story import VERIFIER, Story, lead_of
from api.fair.wording import CHINESE, ENGLISH

PERMIT: Final = "permit"
PAID: Final = "first-instalment"
BUILT: Final = "established"


def schedule(story: Story, hours: float) -> None:
    """Both agree on what the agreement makes them wait for and do."""
    story.then(
        performance.ProposeSchedule(
            by=lead_of(story.opener),
            at=story.after(hours),
            conditions=(
                ConditionDraft(
                    id=PERMIT,
                    clause="land",
                    title={ENGLISH: "Permits and site", CHINESE: "许可与场地"},
                ),
            ),
            contributions=(
                ContributionDraft(
                    id=PAID,
                    clause="capital",
                    value="first_instalment",
                    of=story.opener.id,
                    amount=_instalment(story),
                ),
            ),
            milestones=(
                MilestoneDraft(
                    id=BUILT,
                    clause="purpose",
                    title={ENGLISH: "Project company", CHINESE: "项目公司设立"},
                    landing=Landing.ESTABLISHED,
                ),
            ),
        )
    )
    story.then(performance.ConfirmSchedule(by=lead_of(story.owner), at=story.after(2)))


def take_effect(story: Story, hours: float) -> None:
    """The permit is there, and the agreement takes effect."""
    story.then(
        performance.SatisfyCondition(
            by=VERIFIER,
            at=story.after(hours),
            condition=PERMIT,
            evidence="Extract of the land register, and the permit with its seal.",
        )
    )
    story.then(performance.DeclareEffective(by=lead_of(story.opener), at=story.after(1)))


def pay(story: Story, hours: float, *, verified: bool = True) -> None:
    """The first instalment is paid in, and an official verifies it."""
    story.then(
        performance.ReportContribution(
            by=lead_of(story.opener),
            at=story.after(hours),
            report="paid-in",
            obligation=PAID,
            amount=_instalment(story),
            evidence="Advice of the escrow bank.",
        )
    )
    if verified:
        story.then(
            performance.VerifyContribution(
                by=VERIFIER,
                at=story.after(6),
                report="paid-in",
                evidence="Verification of capital: paid in full.",
            )
        )


def fulfil(story: Story, hours: float) -> None:
    """The project company is there, and the deal is closed."""
    story.then(
        performance.ReportMilestone(
            by=lead_of(story.owner),
            at=story.after(hours),
            report="company",
            obligation=BUILT,
            evidence="Business licence of the project company.",
        )
    )
    story.then(
        performance.VerifyMilestone(
            by=VERIFIER,
            at=story.after(4),
            report="company",
            evidence="The licence was seen in the public register.",
        )
    )
    story.then(
        performance.CloseDeal(
            by=lead_of(story.opener),
            at=story.after(5),
            reason="Paid in, and the project company is registered.",
        )
    )


def terminate(story: Story, hours: float) -> None:
    """A side gives notice, and the deal ends when it has run out."""
    lead = lead_of(story.owner)
    story.then(
        ending.GiveNotice(
            by=lead,
            at=story.after(hours),
            notice="notice",
            ground=Ground.CONDITION_NOT_MET,
            reason="The grid connection was refused for the second time.",
            ends="+2d",
        )
    )
    story.then(ending.Terminate(by=lead, at=story.after(49), notice="notice"))


def dispute(story: Story, hours: float) -> None:
    """An arbitral body has been asked to decide."""
    story.then(
        authorities.RecordDispute(
            by=VERIFIER,
            at=story.after(hours),
            dispute="claim",
            kind=DisputeKind.ARBITRATION,
            authority="Arbitration Centre of the Haixia Investment Fair",
            document="Request for arbitration: which side bears the cost of the second survey.",
        )
    )


def _instalment(story: Story) -> Money:
    """Return what the opener pays in first, as it was agreed."""
    instalment = story.paper.change("capital", 2).values["first_instalment"]
    if not isinstance(instalment, Money):
        raise TypeError(instalment)
    return instalment
