"""What is known of something that is done by a form: what it asks, what it binds, what follows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Literal, TypeAlias

import msgspec

from aggregates.deal.state import Stage
from api.deals.standing import DealStanding
from api.http.acting import Acting
from api.web.catalogues import N_

Asks: TypeAlias = Literal[
    "line", "text", "pick", "ticks", "deadline", "money", "file", "subject", "number", "title",
    "side", "organisation", "reader", "colleague", "successor", "sitter", "mandate", "instrument",
    "executed", "terms", "accede",
]  # fmt: skip
"""How something is asked for.

``subject`` is named by the address and told by the state; ``terms`` is the digest of what is
locked; ``accede`` the digests of what a joiner accedes to. ``executed`` is an instrument that is.
The others are fields.
"""
Group: TypeAlias = Literal[
    "terms",
    "approvals",
    "filings",
    "signing",
    "sides",
    "clocks",
    "performance",
    "publicity",
    "end",
    "offices",
]
Body: TypeAlias = Mapping[str, object]
Completes: TypeAlias = Callable[[Body, DealStanding, Acting], Body]

GROUPS: Final[Mapping[Group, str]] = {
    "terms": N_("The terms"),
    "approvals": N_("Approvals"),
    "filings": N_("Filings with authorities"),
    "signing": N_("The signing"),
    "sides": N_("Sides and people"),
    "clocks": N_("Deadlines, pause and a new round"),
    "performance": N_("Performance"),
    "publicity": N_("What is published"),
    "end": N_("The end of the deal"),
    "offices": N_("Of the fair and of authorities"),
}
FOR_GOOD: Final = N_("No: it stays in the record.")
TAKEN_BACK: Final = N_("Yes: it can be taken back while nobody has acted on it.")
NONE_USED: Final = N_("None is used.")


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A field of the body. ``options`` are codes with what they are called, for a pick."""

    name: str
    asks: Asks
    label: str = ""
    help: str = ""
    required: bool = True
    options: tuple[tuple[str, str], ...] = ()


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """A command as a page offers it. ``id`` is its operation.

    ``stages`` is where it may be of use, anywhere if it is empty. ``completes`` makes the body of
    what the form says, where that is not the body itself. ``back`` is the page of the room that
    one comes back to.
    """

    id: str
    label: str
    group: Group
    binds: str
    revocable: str = FOR_GOOD
    mandate: str = NONE_USED
    fields: tuple[Field, ...] = ()
    stages: frozenset[Stage] = frozenset()
    danger: bool = False
    completes: Completes | None = None
    back: str = "/steps"

    @property
    def of_something(self) -> bool:
        """Return whether it is about one thing of several: it is offered beside that."""
        return any(field.asks == "subject" for field in self.fields)

    @property
    def takes_file(self) -> bool:
        """Return whether a file may be handed in with it."""
        return any(field.asks == "file" for field in self.fields)


INSTRUMENT: Final = Field(name="instrument", asks="instrument", label=N_("Instrument"))
EXECUTED: Final = Field(name="instrument", asks="executed", label=N_("Instrument"))
REASON: Final = Field(name="reason", asks="text", label=N_("Reason, for all sides to read"))


def subject(name: str) -> Field:
    """Return the field that says what of several the act is about."""
    return Field(name=name, asks="subject")


def file(name: str, label: str) -> Field:
    """Return the field of a document."""
    return Field(name=name, asks="file", label=label)


def pick(name: str, label: str, *options: tuple[str, str]) -> Field:
    """Return the field of a choice."""
    return Field(name=name, asks="pick", label=label, options=options)


def until(name: str, label: str) -> Field:
    """Return the field of a deadline."""
    return Field(name=name, asks="deadline", label=label)
