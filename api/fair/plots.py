"""How far deals go: each plot is one way of it, and `PLOTS` says how often it happens in 150."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple, TypeAlias

from aggregates.deal.publicity.events import Item
from api.fair import afterwards
from api.fair.story import Story

Plot: TypeAlias = Callable[[Story], None]


_CONSENTS: Final = (tuple(Item), (), (Item.MOMENT, Item.NAME), ())
"""What both sides let be published, from deal to deal."""
_CONFIDENTIAL: Final = 10
"""One in so many deals is kept confidential."""


class Often(NamedTuple):
    """A plot, how often, and whether it needs an agreement rather than a framework."""

    plot: Plot
    times: int
    agreement: bool = False


def invited(story: Story) -> None:
    """Nobody has answered yet."""
    story.open()


def joined(story: Story) -> None:
    """Both are at the table, and nothing is on it yet."""
    story.open()
    story.join(7)


def letter_sent(story: Story) -> None:
    """A letter of intent waits for its answer."""
    joined(story)
    story.send_letter(20)


def letter_declined(story: Story) -> None:
    """The letter was declined, and the deal with it."""
    letter_sent(story)
    story.decline_letter(50)


def engaged(story: Story) -> None:
    """The letter of intent is signed by both."""
    letter_sent(story)
    story.accept_letter(26)


def tabled(story: Story) -> None:
    """A first draft is on the table."""
    engaged(story)
    story.table(18)


def countered(story: Story) -> None:
    """The other side accepts most, counters one clause and reserves another: its turn is over."""
    tabled(story)
    first, second, third = story.paper.text.haggled
    story.comment(story.owner, 12, first)
    story.accept_but(story.owner, 10, first, second, third)
    story.counter(story.owner, 0.2, first, 1)
    story.reserve(story.owner, 0.2, third)


def haggling(story: Story) -> None:
    """A second round: some of it is settled, some moves on."""
    countered(story)
    first, second, third = story.paper.text.haggled
    story.comment(story.opener, 5, third)
    story.counter(story.opener, 14, first, 2)
    story.counter(story.opener, 0.3, second, 1)


def agreed(story: Story) -> None:
    """Every clause is accepted by both."""
    haggling(story)
    _, second, third = story.paper.text.haggled
    story.counter(story.owner, 20, second, 2)
    story.counter(story.owner, 0.2, third, 2)
    story.accept_but(story.owner, 0.2)
    story.accept_but(story.opener, 16)


def locked(story: Story) -> None:
    """The terms are locked."""
    agreed(story)
    story.lock(3)


def approving(story: Story) -> None:
    """One board has agreed, the other has been asked."""
    locked(story)
    story.ask_approval(story.opener, 1)
    story.ask_approval(story.owner, 2)
    story.approve(story.opener, 20)


def approved(story: Story) -> None:
    """Both boards have agreed."""
    approving(story)
    story.approve(story.owner, 9)


def at_the_pen(story: Story) -> None:
    """The paper lies ready, and one side has signed in every second deal."""
    approved(story)
    story.open_signing(4)
    if story.pairing.number % 2:
        story.sign(story.opener, 3)


def signed(story: Story) -> None:
    """Both have signed, the official has attested, the registry has sealed."""
    approved(story)
    story.open_signing(4)
    story.sign(story.opener, 3)
    story.sign(story.owner, 0.5)
    story.seal(1)
    published(story)


def published(story: Story) -> None:
    """In half of the deals both let something be published; in a few one keeps it confidential."""
    items = _CONSENTS[story.pairing.number % len(_CONSENTS)]
    for who in (story.opener, story.owner) if items else ():
        story.consent(who, 0.1, *items)
    if story.pairing.number % _CONFIDENTIAL == 1:
        story.declare_confidential(story.opener, 0.1)


def scheduled(story: Story) -> None:
    """Signed, and what is to be done is agreed on."""
    signed(story)
    afterwards.schedule(story, 20)


def effective(story: Story) -> None:
    """The agreement has taken effect, and money is reported."""
    scheduled(story)
    afterwards.take_effect(story, 30)
    afterwards.pay(story, 20, verified=story.pairing.number % 2 == 0)


def fulfilled(story: Story) -> None:
    """Everything that was promised has been done."""
    scheduled(story)
    afterwards.take_effect(story, 24)
    afterwards.pay(story, 12)
    afterwards.fulfil(story, 12)


def disputed(story: Story) -> None:
    """In force, and before arbitrators."""
    scheduled(story)
    afterwards.take_effect(story, 24)
    afterwards.dispute(story, 30)


def terminated(story: Story) -> None:
    """Signed, and ended by a notice."""
    scheduled(story)
    afterwards.terminate(story, 24)


def withdrawn(story: Story) -> None:
    """A side has left the table."""
    haggling(story)
    story.leave(story.owner if story.pairing.number % 2 else story.opener, 22)


PLOTS: Final = (
    Often(signed, 20),
    Often(haggling, 16),
    Often(engaged, 12),
    Often(countered, 14),
    Often(effective, 12, agreement=True),
    Often(letter_sent, 12),
    Often(tabled, 10),
    Often(at_the_pen, 10),
    Often(approving, 8),
    Often(invited, 8),
    Often(joined, 5),
    Often(letter_declined, 5),
    Often(withdrawn, 5),
    Often(fulfilled, 4, agreement=True),
    Often(locked, 3),
    Often(agreed, 2),
    Often(scheduled, 2, agreement=True),
    Often(disputed, 1, agreement=True),
    Often(terminated, 1, agreement=True),
)
"""150 in all, 40 of which have a sealed agreement."""


def plots(mixture: Sequence[Often], agreements: Sequence[bool]) -> list[Plot]:
    """Return a plot for each deal, evenly mixed; ``agreements`` says which deals are about one.

    As many deals as the mixture has; fewer are its first ones.
    """
    mixed = sorted(
        ((turn + 0.5) / often.times, place, often)
        for place, often in enumerate(mixture)
        for turn in range(often.times)
    )
    waiting = [often for _, _, often in mixed]
    found: dict[int, Plot] = {}
    for about_agreement in (False, True):  # what needs one waits until the others have theirs
        for number in (n for n, is_one in enumerate(agreements) if is_one is about_agreement):
            fitting = next(often for often in waiting if about_agreement or not often.agreement)
            waiting.remove(fitting)
            found[number] = fitting.plot
    return [found[number] for number in range(len(agreements))]
