"""``counterseal trust``."""

from __future__ import annotations

import sys
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from api.cli.options import Json


class Action(Enum):
    """What is to be done."""

    EXPORT = "export"


def trust(
    action: Annotated[Action, typer.Argument(help="What to do.")],
    folder: Annotated[Path, typer.Argument(help="Where the files go.", file_okay=False)],
    *,
    json: Json = False,
) -> None:
    """Write what an archived paper is verified by, this year and in ten years.

    `export` writes `trust.json` for `counterseal verify --policy`, and for readers of other makers
    the registry's root, `root.pem`, and the list of what the root has revoked, `root.crl`. Nothing
    in them is soon old: the lists that are stand in the archived papers themselves. So by this
    policy a sealed paper is valid, and one that was not archived is not. Hand it out in person or
    in print: it vouches for nothing but itself.
    """
    from api.clock import now
    from api.home import Home
    from api.output import Output
    from api.papers import make_folder, write_lasting_trust
    from api.refusals import ApiError
    from api.settings import read_settings

    del action  # there is one
    settings, output = read_settings(), Output(sys.stdout, sys.stderr, json=json)
    place, at = Home.of(settings), now()
    identity = place.known_identity()
    if identity is None:
        raise ApiError("not_installed", path=str(settings.data_directory))
    make_folder(folder)
    for file in write_lasting_trust(folder, place.authority(identity.office, at), at):
        output.result({"file": str(file)}, str(file))
