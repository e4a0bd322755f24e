"""``counterseal certificates``."""

from __future__ import annotations

import sys
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from aggregates.log.certificates.events import RevocationReason
from api.cli.options import Json


class Action(Enum):
    """What is to be done."""

    LIST = "list"
    REVOKE = "revoke"
    RENEW_ROOT_LIST = "renew-root-list"


def certificates(  # noqa: PLR0913 - what is to be known of a revocation
    action: Annotated[Action, typer.Argument(help="What to do.")],
    *,
    person: Annotated[str, typer.Option("--as", help="Who of the registry does it.")] = "",
    certificate: Annotated[
        Path | None, typer.Option(help="The certificate, DER or PEM.", dir_okay=False)
    ] = None,
    reason: Annotated[RevocationReason, typer.Option(help="Why.")] = (
        RevocationReason.KEY_COMPROMISE
    ),
    reference: Annotated[str, typer.Option(help="The number of the file that says why.")] = "",
    since: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ"],
            help="Since when somebody else may have had its key, in UTC, if that was earlier.",
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Revoke a certificate that the registry issued, of a person, an office or its own.

    The ledger records it; lists and answers say it from then on. What was signed before, and
    archived, stays valid. `list` says what was revoked. `renew-root-list` makes the root's list
    anew, of what the root itself certified; it needs the root's key.
    """
    from api.certifying.console import CertificateConsole
    from api.clock import now
    from api.installation import running
    from api.output import Output
    from api.settings import read_settings

    settings, output = read_settings(), Output(sys.stdout, sys.stderr, json=json)
    with running(settings) as installation:
        console = CertificateConsole(settings, installation, output, now())
        match action:
            case Action.LIST:
                console.tell()
            case Action.REVOKE:
                if certificate is None:
                    raise typer.BadParameter("name the certificate", param_hint="--certificate")
                console.revoke(person, certificate, reason, reference, since)
            case Action.RENEW_ROOT_LIST:
                console.renew_root_list()
