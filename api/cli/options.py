"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

Json: TypeAlias = Annotated[
    bool, typer.Option("--json", help="One JSON object a line on standard output.")
]

Leashed: TypeAlias = Annotated[
    bool, typer.Option("--leashed", help="End when standard input closes.", hidden=True)
]
