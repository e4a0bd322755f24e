"""``counterseal rotate-key``."""

from __future__ import annotations

import sys
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from aggregates.log.certificates.events import KeyService
from api.cli.options import Json


class Action(Enum):
    """What is to be done."""

    LIST = "list"
    PROPOSE = "propose"
    WITHDRAW = "withdraw"
    REQUEST = "request"
    ACCEPT = "accept"
    CARRY_OUT = "carry-out"


def rotate_key(  # noqa: PLR0913 - what is to be known of a rotation
    action: Annotated[Action, typer.Argument(help="What to do.")],
    *,
    person: Annotated[str, typer.Option("--as", help="Who of the registry does it.")] = "",
    service: Annotated[KeyService, typer.Option(help="Whose key is replaced.")] = KeyService.SEAL,
    reference: Annotated[str, typer.Option(help="The number of the file that says why.")] = "",
    rotation: Annotated[str, typer.Option(help="The proposal, by its id.")] = "",
    file: Annotated[
        Path | None,
        typer.Option(help="Where the request goes, or the certificate is.", dir_okay=False),
    ] = None,
    json: Json = False,
) -> None:
    """Give the registry a new key: for its seal, its issuing authority, its time-stamps.

    Two of the registry do it: one proposes, another carries out. Where the root certifies the key
    and the root is kept offline, the second writes a `request`, takes it to the root, and lets the
    certificate that comes back `accept`, before it is carried out. What the old keys signed stays
    as good as it was; `counterseal trust export` has what verifies both.
    """
    from api.certifying.rotations import Rotations
    from api.certifying.telling import tell_answer, tell_rotations
    from api.cli.files import content_of
    from api.clock import now
    from api.installation import running
    from api.output import Output
    from api.papers import write
    from api.settings import read_settings

    output = Output(sys.stdout, sys.stderr, json=json)
    with running(read_settings()) as installation:
        rotations = Rotations(installation, now())
        match action:
            case Action.LIST:
                tell_rotations(output, rotations.said)
            case Action.PROPOSE:
                tell_answer(output, rotations.propose(person, service, reference))
            case Action.WITHDRAW:
                tell_answer(output, rotations.withdraw(person, rotation))
            case Action.REQUEST:
                write(_named(file), rotations.request(person, rotation))
                output.result({"file": str(file)}, str(file))
            case Action.ACCEPT:
                rotations.accept(person, rotation, content_of(_named(file)))
                output.result({"accepted": True}, "It waits to be carried out.", "green")
            case Action.CARRY_OUT:
                tell_answer(output, rotations.carry_out(person, rotation))


def _named(file: Path | None) -> Path:
    if file is None:
        raise typer.BadParameter("name the file", param_hint="--file")
    return file
