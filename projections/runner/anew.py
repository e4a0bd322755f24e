"""Asking for a view to be built anew, whichever process leads."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic, sleep
from typing import Final

from projections.errors import ProjectionError
from projections.runner.projector import Projector
from projections.runner.rebuild import Site
from projections.runner.session import opened
from projections.view import View

REBUILT_SECONDS: Final = 600.0
"""How long to wait for another process to build."""

_LOOK_SECONDS: Final = 0.1
_ASK: Final = "UPDATE projections.standing SET anew = true WHERE view = %s"
_ASKED: Final = "SELECT FROM projections.standing WHERE view = %s AND anew"


def rebuild(
    site: Site,
    projector: Projector,
    views: Sequence[View],
    name: str,
    seconds: float = REBUILT_SECONDS,
) -> bool:
    """Have the view ``name`` built anew, and return when it stands; whether it was by ourselves.

    Where another process leads, it builds; it is waited for so many ``seconds``.

    Raises:
        ProjectionError: ``view_unknown``, ``not_rebuilt``, ``unavailable``; as building it.
        LedgerError: as reading the logs.
    """
    if name not in {view.NAME for view in views}:
        raise ProjectionError("view_unknown", view=name)
    with opened(site.dsn, site.bounds) as session:
        session.execute(_ASK, [name])
        if projector.catch_up():
            return True
        due = monotonic() + seconds
        while session.execute(_ASKED, [name]).fetchone() is not None:
            if monotonic() >= due:
                raise ProjectionError("not_rebuilt", view=name, seconds=seconds)
            sleep(_LOOK_SECONDS)
    return False
