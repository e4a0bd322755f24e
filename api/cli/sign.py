"""``counterseal sign``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from api.cli.options import Json
from api.cli.own_key_options import (
    CertificateFile,
    KeyFile,
    KeyLabel,
    Login,
    Module,
    SecretFrom,
    Server,
    TokenLabel,
)


def sign(  # noqa: PLR0913 - what is signed, where, with which key, over which server
    paper: Annotated[Path, typer.Argument(help="The paper as you have read it.", dir_okay=False)],
    *,
    server: Server,
    login: Login,
    deal: Annotated[str, typer.Option(help="The deal, by its id.")],
    field: Annotated[str, typer.Option(help="The field of your seat, as in the paper.")],
    certificate: CertificateFile,
    key: KeyFile = None,
    pkcs11: Module = None,
    token: TokenLabel = "",
    key_label: KeyLabel = "",
    secret_fd: SecretFrom = -1,
    instrument: Annotated[
        str, typer.Option(help="The instrument to fetch, where the paper is not there yet.")
    ] = "",
    out: Annotated[
        Path | None, typer.Option(help="Where to write the signed paper.", dir_okay=False)
    ] = None,
    language: Annotated[str, typer.Option(help="The language in which you have read it.")] = "en",
    json: Json = False,
) -> None:
    """Sign a paper with your own key, which stays in its file or on its token.

    Where PAPER is not there, its newest revision is fetched and nothing is signed: read it, and run
    the command again. Then the server prepares the signature, and before the key is used it is
    checked here that what is to be signed is the very file that you have read, with an empty room
    for your signature at your seat and nothing else, and that it names your certificate. Otherwise
    it is refused. The password or PIN is asked for, or read from --secret-fd.
    """
    from api.cli.files import content_of
    from api.clock import now
    from api.output import Output
    from api.own_key.carrying import Errand, fetch, sign_and_tell
    from api.own_key.opening import KeyPlace

    output = Output(sys.stdout, sys.stderr, json=json)
    errand = Errand(server=server, login=login, output=output)
    if not paper.exists():
        raise typer.Exit(fetch(errand, deal, instrument, paper))
    place = KeyPlace(file=key, module=pkcs11, token=token, label=key_label)
    done = sign_and_tell(
        errand,
        place,
        secret_fd,
        deal=deal,
        field=field,
        pdf=content_of(paper),
        certificate=content_of(certificate),
        language=language,
        at=now(),
        out=out or paper,
    )
    raise typer.Exit(done)
