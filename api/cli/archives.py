"""``counterseal archives``."""

from __future__ import annotations

import sys
from enum import Enum
from typing import Annotated

import typer

from api.cli.options import Json


class Action(Enum):
    """What is to be done."""

    DUE = "due"
    RENEW = "renew"


def archives(
    action: Annotated[Action, typer.Argument(help="What to do.")],
    *,
    months: Annotated[int, typer.Option(help="Those that end within so many.", min=0)] = 12,
    person: Annotated[str, typer.Option("--as", help="Who of the registry does it.")] = "",
    json: Json = False,
) -> None:
    """Say which sealed papers are soon not valid by themselves any more, or archive them anew.

    A paper lasts until the certificate of its last time-stamp is over. `renew` archives every one
    that `due` lists; give its owners the new file. It exits with 1 if one of them could not be.
    """
    from api.archives.ending import MONTH, endings
    from api.archives.renewing import renewed
    from api.archives.telling import tell_due, tell_renewed
    from api.clock import now
    from api.database import application_login
    from api.erasing.console import REGISTRY, Console
    from api.installation import running
    from api.output import Output
    from api.settings import read_settings
    from api.storage.operations import Operations

    settings, output, at = read_settings(), Output(sys.stdout, sys.stderr, json=json), now()
    with running(settings) as installation, application_login(settings) as dsn:
        operations = Operations(dsn)
        try:
            due = endings(installation, operations, at + months * MONTH)
            if action is Action.DUE:
                raise typer.Exit(tell_due(output, due))
            actor = Console(installation, REGISTRY, at).actor(person)
            done = renewed(installation, due, actor, at)
            raise typer.Exit(tell_renewed(output, done, settings.language))
        finally:
            operations.close()
