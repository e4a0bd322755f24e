"""Options of commands that use somebody's own key, over HTTP, as that person."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

Server: TypeAlias = Annotated[str, typer.Option(help="The address of the server, with https.")]
Login: TypeAlias = Annotated[
    Path,
    typer.Option(
        help="A file with a key for programs, made under settings: it says who asks, and signs "
        "nothing.",
        dir_okay=False,
    ),
]
KeyFile: TypeAlias = Annotated[
    Path | None, typer.Option("--key", help="A PKCS #12 file with the key.", dir_okay=False)
]
Module: TypeAlias = Annotated[
    Path | None,
    typer.Option("--pkcs11", help="The PKCS #11 library of the token with the key."),
]
TokenLabel: TypeAlias = Annotated[str, typer.Option("--token", help="The token, by its label.")]
KeyLabel: TypeAlias = Annotated[
    str, typer.Option("--key-label", help="The key on the token, by its label.")
]
SecretFrom: TypeAlias = Annotated[
    int,
    typer.Option(
        "--secret-fd",
        help="Read the password or PIN from this open file descriptor; else it is asked for.",
    ),
]
CertificateFile: TypeAlias = Annotated[
    Path,
    typer.Option(help="The certificate of the key, as `own-key certificate` wrote it."),
]
