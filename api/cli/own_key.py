"""``counterseal own-key``."""

from __future__ import annotations

import sys
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from api.cli.options import Json
from api.cli.own_key_options import (
    KeyFile,
    KeyLabel,
    Login,
    Module,
    SecretFrom,
    Server,
    TokenLabel,
)


class Action(Enum):
    """What is to be done."""

    NEW = "new"
    OFFER = "offer"
    LIST = "list"
    CERTIFICATE = "certificate"
    WITHDRAW = "withdraw"


class Ground(Enum):
    """Why a key is withdrawn."""

    KEY_COMPROMISE = "key_compromise"
    AFFILIATION_CHANGED = "affiliation_changed"
    SUPERSEDED = "superseded"
    CESSATION_OF_OPERATION = "cessation_of_operation"


def own_key(  # noqa: PLR0913 - which key, for what, over which server
    action: Annotated[Action, typer.Argument(help="What to do.")],
    *,
    key: KeyFile = None,
    pkcs11: Module = None,
    token: TokenLabel = "",
    key_label: KeyLabel = "",
    secret_fd: SecretFrom = -1,
    server: Server = "",
    login: Login = Path("login"),
    edition: Annotated[str, typer.Option(help="The edition, by its id.")] = "",
    mandate: Annotated[str, typer.Option(help="The mandate to sign under, by its id.")] = "",
    name: Annotated[str, typer.Option(help="The key to withdraw, as `list` shows it.")] = "",
    ground: Annotated[Ground, typer.Option(help="Why.")] = Ground.SUPERSEDED,
    out: Annotated[
        Path | None, typer.Option(help="Where to write the certificate.", dir_okay=False)
    ] = None,
    json: Json = False,
) -> None:
    """Make a key to sign with, have it certified, and withdraw it. It never leaves your hands.

    `new` makes a P-256 key in a file that a password opens, or on a token. `offer` shows the server
    that you hold it and asks for a certificate for one mandate; an administrator of your
    organisation then confirms it, whom you tell the name that is printed. `certificate` writes it
    to --out, when it is for your key and mandate. `list` shows the keys of your organisation,
    `withdraw` takes one out of use for good.
    """
    from api.output import Output
    from api.own_key.carrying import (
        Errand,
        make_and_tell,
        offer_and_tell,
        tell_keys,
        withdraw_and_tell,
        write_certificate,
    )
    from api.own_key.opening import KeyPlace

    output = Output(sys.stdout, sys.stderr, json=json)
    errand = Errand(server=server, login=login, output=output)
    place = KeyPlace(file=key, module=pkcs11, token=token, label=key_label)
    match action:
        case Action.NEW:
            raise typer.Exit(make_and_tell(errand, place, secret_fd))
        case Action.OFFER:
            raise typer.Exit(offer_and_tell(errand, place, secret_fd, edition, mandate))
        case Action.LIST:
            raise typer.Exit(tell_keys(errand, edition))
        case Action.CERTIFICATE:
            raise typer.Exit(write_certificate(errand, place, secret_fd, edition, mandate, out))
        case Action.WITHDRAW:
            raise typer.Exit(withdraw_and_tell(errand, edition, name, ground.value))
