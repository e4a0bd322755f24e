"""``counterseal ceremony``."""

from __future__ import annotations

import sys
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from api.cli.options import Json


class Action(Enum):
    """What is to be done."""

    ROOT = "root"
    REQUEST = "request"
    CERTIFY = "certify"
    FOUND = "found"
    RENEW_LIST = "renew-list"
    TAKE_LIST = "take-list"


AT_THE_ROOT = frozenset({Action.ROOT, Action.CERTIFY, Action.RENEW_LIST})

Folder = Annotated[
    Path | None, typer.Option(file_okay=False, help="Where requests and answers are.")
]
OfRoot = Annotated[Path | None, typer.Option(file_okay=False, help="The folder of the root.")]
Kek = Annotated[
    Path | None,
    typer.Option(dir_okay=False, help="The root's key-encryption key, on another medium."),
]


def ceremony(  # noqa: PLR0913 - what is to be known of a ceremony
    action: Annotated[Action, typer.Argument(help="What to do.")],
    *,
    root: OfRoot = None,
    kek: Kek = None,
    folder: Folder = None,
    file: Annotated[
        Path | None, typer.Option(dir_okay=False, help="What was revoked, or the root's list.")
    ] = None,
    country: Annotated[str, typer.Option(help="Of the office that runs the registry.")] = "",
    organisation: Annotated[str, typer.Option(help="What that office is called.")] = "",
    identifier: Annotated[str, typer.Option(help="Its organizationIdentifier.")] = "",
    published_at: Annotated[str, typer.Option(help="As COUNTERSEAL_PKI_URL has it.")] = "",
    json: Json = False,
) -> None:
    """Found a registry below a root that no network ever reaches.

    On the root's machine: `root` makes the root, `certify` answers the requests in a folder,
    `renew-list` makes its list of revoked certificates anew. On the registry's: `request` makes the
    registry's keys and writes requests, `found` takes the certificates, `take-list` the list.
    Where no ceremony was held, the registry makes its root itself when it is founded.
    """
    from api.certifying.ceremony import RegistryMachine, RootMachine
    from api.clock import now
    from api.output import Output
    from api.settings import read_settings
    from signing.registry.office import Office

    office = Office(country=country, organisation=organisation, identifier=identifier)
    if action in AT_THE_ROOT:
        there = RootMachine(_named(root, "--root"), _named(kek, "--kek"), now())
        match action:
            case Action.ROOT:
                told = there.made(office)
            case Action.CERTIFY:
                told = there.certified(_named(folder, "--folder"), published_at)
            case _:
                told = there.listed(file)
    else:
        here = RegistryMachine(read_settings(), now())
        match action:
            case Action.REQUEST:
                told = here.requested(_named(folder, "--folder"), office)
            case Action.FOUND:
                told = here.founded(_named(folder, "--folder"))
            case _:
                told = here.took(_named(file, "--file"))
    output = Output(sys.stdout, sys.stderr, json=json)
    for record, said in told:
        output.result(record, said, "green")


def _named(path: Path | None, option: str) -> Path:
    if path is None:
        raise typer.BadParameter("name it", param_hint=option)
    return path
