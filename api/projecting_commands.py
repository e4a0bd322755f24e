"""What ``counterseal projections`` does and says."""

from __future__ import annotations

from threading import Event

import msgspec

from api.database import application_login
from api.errors import CODED_ERRORS, sentence
from api.output import Output
from api.projecting import projecting
from api.serve.ending import when_told_to_end
from api.settings import Settings
from projections.runner import anew
from projections.runner.status import Lag, Standing, status
from projections.views import all_views


def show(settings: Settings, output: Output) -> None:
    """Tell how far the views are behind each log, and which stand.

    Raises:
        LedgerError, ProjectionError: as reading them.
    """
    with application_login(settings) as dsn:
        found = status(dsn)
    for lag in found.lags:
        output.result(msgspec.to_builtins(lag), _lag(lag), "red" if lag.stuck else "")
    for one in found.standing:
        output.result(msgspec.to_builtins(one), _standing(one))
    for name in sorted({view.NAME for view in all_views()} - {one.view for one in found.standing}):
        output.result({"view": name, "version": 0}, f"view {name}: not built yet", "yellow")


def rebuild(settings: Settings, output: Output, view: str) -> None:
    """Build a view anew, or have it built by the process that leads.

    Raises:
        SettingsError, LedgerError, ProjectionError: as building it.
    """
    with projecting(settings) as (site, projector):
        here = anew.rebuild(site, projector, all_views(), view)
    by = "here" if here else "by the process that leads"
    output.result({"view": view, "built": by}, f"view {view}: built anew {by}", "green")


def follow(settings: Settings, output: Output) -> None:
    """Keep the views up until the process is interrupted or told to end.

    Raises:
        SettingsError, LedgerError: as `projecting`.
    """
    stop = Event()
    when_told_to_end(stop.set)

    def trouble(failed: Exception) -> None:
        if isinstance(failed, CODED_ERRORS):
            output.talk(sentence(failed, settings.language))
        else:
            output.talk(type(failed).__name__)

    with projecting(settings, trouble=trouble) as (_, projector):
        output.talk("Following; interrupt to stop.")
        projector.follow(stop)


def _lag(lag: Lag) -> str:
    behind = f"{lag.events} events, {lag.seconds:.1f} s behind" if lag.events else "up to date"
    stuck = f"; stuck: {lag.stuck}" if lag.stuck else ""
    return f"log {lag.log}: position {lag.position} of {lag.last}, {behind}{stuck}"


def _standing(one: Standing) -> str:
    waits = ", to be built anew" if one.anew else ""
    return f"view {one.view}: version {one.version}, built {one.built_at:%Y-%m-%d %H:%M:%S}Z{waits}"
