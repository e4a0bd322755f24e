"""``counterseal demo --fair``: plays a fair into a new installation, and says who can sign in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from api.accounts.accounts import opened_accounts
from api.clock import now
from api.database import application_login
from api.errors import tell
from api.fair.deal_files import REGISTRY
from api.fair.entrants import Entrant, let_in, remember, remembered
from api.fair.material import material
from api.fair.playing import OPENS, play, prepare
from api.fair.plots import PLOTS, Often
from api.fair.publishing import publish_figures
from api.installation import Installation, installed
from api.output import Output
from api.refusals import ApiError
from api.settings import Settings
from api.storage.plays import playing
from signing.registry.office import Office

FOUNDED_BEFORE: Final = timedelta(days=365)
"""How long before the fair its registry was founded."""


def play_fair(settings: Settings, output: Output, mixture: Sequence[Often] = PLOTS) -> None:
    """Play a fair where there is none yet, and say how some of its people sign in.

    Raises:
        ApiError: ``fair_not_alone`` if the ledger has another history; as `play`.
        LedgerError: as the ledger.
    """
    entrants = remembered(settings.data_directory) or _played(settings, output, mixture)
    tell_entrants(output, entrants, settings)


def tell_entrants(output: Output, entrants: tuple[Entrant, ...], settings: Settings) -> None:
    """Say who can sign in, each with a code that counts for a minute at least.

    It is the following one: that of the moment an account may have been made with just now, and no
    code counts twice.
    """
    at = now()
    for one in entrants:
        code = one.following_code(at)
        output.result(
            {
                "email": one.email,
                "role": one.role.value,
                "name": one.name,
                "organisation": one.organisation,
                "password": one.password,
                "code": code,
            },
            f"{one.email:34} {code}  {one.role.value:10} {one.name}, {one.organisation}",
        )
    if entrants:
        said = tell("demo", "entrants", {"password": entrants[0].password}, settings.language)
        output.talk(said)


def _played(settings: Settings, output: Output, mixture: Sequence[Often]) -> tuple[Entrant, ...]:
    begun = now()
    with (
        installed(settings, _office, begun - OPENS - FOUNDED_BEFORE) as installation,
        application_login(settings) as dsn,
    ):
        _require_new(installation)
        fair = prepare(installation, material(), begun, mixture)
        with (
            playing(dsn),
            output.progress(
                tell("demo", "fair_playing", {}, settings.language), fair.moves
            ) as step,
        ):
            play(fair, begun, step)
        publish_figures(settings, installation, fair.scene, dsn)
        accounts = opened_accounts(installation, dsn, settings)
        try:
            entrants = let_in(accounts, fair.scene.file, fair.scene.cast)
        finally:
            accounts.close()
    remember(settings.data_directory, entrants)
    return entrants


def _require_new(installation: Installation) -> None:
    if installation.registry.head():
        raise ApiError("fair_not_alone")


def _office() -> Office:
    return Office(
        country=REGISTRY.country,
        organisation=REGISTRY.legal_name,
        identifier=REGISTRY.registration,
    )
