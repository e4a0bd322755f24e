"""``counterseal holds``."""

from __future__ import annotations

import sys
from enum import Enum
from typing import Annotated

import typer

from aggregates.log.erasing.events import HoldGround, Subject
from api.cli.options import Json


class Action(Enum):
    """What is to be done."""

    LIST = "list"
    PLACE = "place"
    RELEASE = "release"


def holds(  # noqa: PLR0913 - what is to be known of a hold
    action: Annotated[Action, typer.Argument(help="What to do.")],
    *,
    log: Annotated[str, typer.Option(help="An edition; for people: registry.")],
    person: Annotated[str, typer.Option("--as", help="Who of the registry does it.")] = "",
    subject: Annotated[Subject, typer.Option(help="What is held.")] = Subject.DEAL,
    identifier: Annotated[str, typer.Option("--id", help="The deal, person or edition.")] = "",
    ground: Annotated[HoldGround, typer.Option(help="Why.")] = HoldGround.LITIGATION,
    reference: Annotated[str, typer.Option(help="The number of the file that says why.")] = "",
    hold: Annotated[str, typer.Option(help="The hold to release, by its id.")] = "",
    json: Json = False,
) -> None:
    """Hold something back from erasure: while a hold stands, its keys are not destroyed."""
    from api.clock import now
    from api.erasing.console import Console
    from api.erasing.telling import tell_answer, tell_listed
    from api.installation import running
    from api.output import Output
    from api.settings import read_settings

    settings, output = read_settings(), Output(sys.stdout, sys.stderr, json=json)
    with running(settings) as installation:
        console = Console(installation, log, now())
        match action:
            case Action.LIST:
                tell_listed(output, console.said, only_holds=True)
            case Action.PLACE:
                actor = console.actor(person)
                tell_answer(output, console.place(actor, subject, identifier, ground, reference))
            case Action.RELEASE:
                tell_answer(output, console.release(console.actor(person), hold, reference))
