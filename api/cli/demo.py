"""``counterseal demo``."""

from __future__ import annotations

import sys
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from api.cli.files import content_of
from api.cli.options import Json
from api.exits import Exit

Input = Annotated[
    Path | None,
    typer.Option(
        "--input", help="A deal file of your own; by default a joint venture.", dir_okay=False
    ),
]
Out = Annotated[Path, typer.Option(help="Where the papers go.", file_okay=False)]
AsDated = Annotated[
    bool,
    typer.Option("--as-dated", help="Keep the file's dates; by default its last move is made now."),
]


Api = Annotated[
    bool,
    typer.Option("--api", help="Ask for every move over HTTP, each person signed in themselves."),
]


class Size(Enum):
    """How large a fair is played."""

    SMALL = "small"


Fair = Annotated[
    Size | None,
    typer.Option(help="Play a whole fair into a new installation, and say who can sign in."),
]


def demo(
    input_: Input = None,
    out: Out = Path("demo-out"),
    *,
    as_dated: AsDated = False,
    api: Api = False,
    fair: Fair = None,
    json: Json = False,
) -> None:
    """Play a deal from letter of intent to verified agreement.

    Every move is a command on the ledger of this machine, and is shown as a sentence with its
    position. The papers, the certificates and the replay are written to a folder. With --api, a
    fair is set up for this play alone and served on this machine, and its people come in by their
    invitations.

    With --fair, about 150 deals of 60 organisations are played, in every state, so that there is
    something to look at: then start `counterseal serve`. Asked again, it plays nothing and says how
    those people sign in now.
    """
    from api.cli.program import called_as
    from api.dealfile.errors import DealFileError
    from api.demo import Demo
    from api.demo_over_http import DemoOverHttp
    from api.example import joint_venture
    from api.output import Output
    from api.settings import read_settings

    output, settings = Output(sys.stdout, sys.stderr, json=json), read_settings()
    if fair is not None:
        from api.fair.demo import play_fair

        play_fair(settings, output)
        return
    path = input_ or joint_venture()
    data = content_of(path)
    try:
        if api:
            valid = DemoOverHttp(settings, output, out).play(path, data, as_dated=as_dated)
        else:
            valid = Demo(settings, output, out, called_as()).play(path, data, as_dated=as_dated)
    except DealFileError as wrong:
        output.talk("\n".join(f"{path}:{fault}" for fault in str(wrong).splitlines()))
        raise typer.Exit(Exit.USAGE) from wrong
    raise typer.Exit(Exit.YES if valid else Exit.NO)
