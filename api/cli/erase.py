"""``counterseal erase``."""

from __future__ import annotations

import sys
from enum import Enum
from typing import Annotated

import typer

from aggregates.log.erasing.events import ErasureGround, Subject
from api.cli.options import Json


class Action(Enum):
    """What is to be done."""

    LIST = "list"
    DUE = "due"
    PROPOSE = "propose"
    WITHDRAW = "withdraw"
    CARRY_OUT = "carry-out"


def erase(  # noqa: PLR0913 - what is to be known of an erasure
    action: Annotated[Action, typer.Argument(help="What to do.")],
    *,
    log: Annotated[str, typer.Option(help="An edition; for people: registry.")],
    person: Annotated[str, typer.Option("--as", help="Who of the registry does it.")] = "",
    subject: Annotated[Subject, typer.Option(help="What is erased.")] = Subject.DEAL,
    identifier: Annotated[str, typer.Option("--id", help="The deal, person or edition.")] = "",
    ground: Annotated[ErasureGround, typer.Option(help="Why.")] = ErasureGround.RETENTION_ENDED,
    reference: Annotated[str, typer.Option(help="The number of the file that says why.")] = "",
    erasure: Annotated[str, typer.Option(help="The proposal, by its id.")] = "",
    json: Json = False,
) -> None:
    """Destroy the keys of a deal that failed, of a person, or of an edition's documents.

    Two of the registry do it: one proposes, another carries out. `list` says what is held, proposed
    and erased; `due` which deals have been kept long enough. What is erased cannot be brought back,
    by a restored backup neither.
    """
    from api.annexes.wiring import annex_store
    from api.clock import now
    from api.database import application_login
    from api.erasing.console import Console
    from api.erasing.sweeping import Sweeping
    from api.erasing.telling import tell_answer, tell_due, tell_listed
    from api.installation import running
    from api.output import Output
    from api.settings import read_settings
    from api.storage.operations import Operations

    settings, output = read_settings(), Output(sys.stdout, sys.stderr, json=json)
    with running(settings) as installation, application_login(settings) as dsn:
        console, operations = Console(installation, log, now()), Operations(dsn)
        try:
            match action:
                case Action.LIST:
                    tell_listed(output, console.said)
                case Action.DUE:
                    tell_due(output, operations, log)
                case Action.PROPOSE:
                    actor = console.actor(person)
                    answer = console.propose(actor, subject, identifier, ground, reference)
                    tell_answer(output, answer)
                case Action.WITHDRAW:
                    tell_answer(output, console.withdraw(console.actor(person), erasure))
                case Action.CARRY_OUT:
                    sweeping = Sweeping(installation, operations, annex_store(settings), now)
                    actor = console.actor(person)
                    tell_answer(output, console.carry_out(actor, erasure, sweeping))
        finally:
            operations.close()
