"""``counterseal projections``."""

from __future__ import annotations

import sys
from enum import Enum
from typing import Annotated

import typer

from api.cli.options import Json, Leashed


class Action(Enum):
    """What to do with the read models."""

    STATUS = "status"
    REBUILD = "rebuild"
    FOLLOW = "follow"


def projections(
    action: Annotated[Action, typer.Argument(help="What to do.")] = Action.STATUS,
    view: Annotated[str, typer.Argument(help="Which view to rebuild.")] = "",
    *,
    leashed: Leashed = False,
    json: Json = False,
) -> None:
    """See how far the read models are, build one anew, or keep them up.

    Status shows each log and view. Rebuild makes a view from the first event on, beside the one
    that stands, and then puts it in its place. Follow keeps all views up until it is interrupted;
    several may be started: one leads, and the others stand by.
    """
    from api.output import Output
    from api.projecting_commands import follow, rebuild, show
    from api.serve.leash import end_with_parent
    from api.settings import read_settings

    output, settings = Output(sys.stdout, sys.stderr, json=json), read_settings()
    match action:
        case Action.STATUS:
            show(settings, output)
        case Action.REBUILD:
            if not view:
                raise typer.BadParameter("which view?")
            rebuild(settings, output, view)
        case Action.FOLLOW:
            if leashed:
                end_with_parent()
            follow(settings, output)
