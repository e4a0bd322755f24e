"""``counterseal consistency``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from api.cli.files import content_of
from api.cli.options import Json

Policy = Annotated[
    Path | None,
    typer.Option(help="The log policy by which both heads count.", dir_okay=False),
]
Tiles = Annotated[
    str,
    typer.Option(
        help="Where the log's tiles are: an address or a folder; by default the log's address in "
        "the policy."
    ),
]


def consistency(
    old: Annotated[Path, typer.Argument(help="The older head, a signed note.", dir_okay=False)],
    new: Annotated[Path, typer.Argument(help="The newer one.", dir_okay=False)],
    policy: Policy = None,
    tiles: Tiles = "",
    *,
    json: Json = False,
) -> None:
    """Say whether a newer head of a log goes on from an older one: nothing was taken back.

    Needs the log's tiles, which are not trusted. A log that went on in another tree is followed if
    it says so itself, under the newer head, and the policy has both keys. Exits with 1 if the log
    was rewritten, or if a head is not as it was signed; with 3 without a policy, for then nobody
    stands behind the heads.
    """
    from api.auditing.comparing import Compared, tell_consistency
    from api.output import Output
    from api.settings import read_settings

    known = None if policy is None else content_of(policy)
    asked = Compared(older=content_of(old), newer=content_of(new), policy=known, tiles=tiles)
    output = Output(sys.stdout, sys.stderr, json=json)
    raise typer.Exit(tell_consistency(read_settings(), output, asked))
