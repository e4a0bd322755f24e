"""``counterseal accounts``."""

from __future__ import annotations

import sys
from enum import Enum
from typing import Annotated

import typer

from api.cli.options import Json


class Action(Enum):
    """What is to be done."""

    BOOTSTRAP = "bootstrap"


def accounts(  # noqa: PLR0913 - what is to be known of the first person and their office
    action: Annotated[Action, typer.Argument(help="What to do.")],
    *,
    native_name: Annotated[str, typer.Option(help="The person's name in its own script.")],
    latin_name: Annotated[str, typer.Option(help="The person's name as in the passport.")],
    email: Annotated[str, typer.Option(help="Where messages to the person go.")],
    office: Annotated[str, typer.Option(help="The office that runs a new registry.")] = "",
    country: Annotated[str, typer.Option(help="Its country, ISO 3166-1 alpha-2.")] = "",
    identifier: Annotated[
        str, typer.Option(help="Its organizationIdentifier, such as GOVCN-0001.")
    ] = "",
    json: Json = False,
) -> None:
    """Make the first two accounts, from which all others come.

    `bootstrap` registers the person as the registry's and the organiser's, and prints a link with
    which they choose how to sign in. The link counts once, for seven days; run it again for
    another. Run it once more for a second person, with another address: two of the registry give
    every other office. There is no third, and it does nothing for who has an account. Where
    nothing is installed yet, say with --office, --country and --identifier who runs the registry.
    """
    from api.accounts.accounts import opened_accounts
    from api.accounts.bootstrap import First, bootstrap
    from api.clock import now
    from api.database import application_login
    from api.installation import installed
    from api.moments import minute
    from api.output import Output
    from api.refusals import ApiError
    from api.settings import read_settings
    from signing.registry.office import Office

    def founder() -> Office:
        if not (office and country and identifier):
            raise ApiError("office_unknown")
        return Office(country=country, organisation=office, identifier=identifier)

    del action  # there is one
    settings, output = read_settings(), Output(sys.stdout, sys.stderr, json=json)
    first = First(
        native_name=native_name, latin_name=latin_name, email=email, language=settings.language
    )
    with (
        installed(settings, founder, now()) as installation,
        application_login(settings) as dsn,
    ):
        opened = opened_accounts(installation, dsn, settings)
        try:
            address, link = bootstrap(installation, opened, first)
        finally:
            opened.close()
    output.talk(f"Open this link until {minute(link.expires_at)}; it counts once:")
    output.result({"link": address, "expires_at": minute(link.expires_at)}, address)
