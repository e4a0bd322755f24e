"""``counterseal rotate-log``."""

from __future__ import annotations

import sys
from typing import Annotated
from uuid import UUID

import typer

from api.cli.options import Json


def rotate_log(
    log: Annotated[UUID, typer.Argument(help="Which log, as doctor names it.")],
    reason: Annotated[str, typer.Option(help="Why, for everybody to read, for ever.")],
    *,
    json: Json = False,
) -> None:
    """Let a log go on under a new origin and key, in a new tree over the same events.

    For a log that lost its end (an older backup was restored), and for one whose key is lost or is
    to be replaced. The log says what was signed of it before, and why it goes on; its first new
    checkpoint covers that. What was lost stays lost: whoever holds a receipt of it can prove it.
    Give the new key, which `counterseal keys` prints, to all who witness and verify.
    """
    from api.output import Output
    from api.sequencing import rotate_log as rotate
    from api.settings import read_settings

    output = Output(sys.stdout, sys.stderr, json=json)
    done = rotate(read_settings(), log, reason)
    output.result(
        {
            "log": str(log),
            "old_origin": done.old_origin,
            "new_origin": done.new_origin,
            "was_signed": done.was,
            "restored_size": done.restored_size,
            "signed": done.size,
        },
        f"{done.old_origin} was signed up to position {done.was}. It goes on as {done.new_origin}"
        f" from position {done.restored_size}, and is signed up to {done.size}.",
        "green",
    )
