"""What endpoints need besides the installation and who is who: read models, providers."""

from __future__ import annotations

from api.installation import Installation
from api.outside.outside import Outside
from api.publications.kept import position_signed_off
from api.receipts.watch import Watch
from api.settings import Settings
from api.storage.views import Views
from api.streams.streams import Streams
from api.trusting_logs import witnessing_policy
from api.verifying import Verifier
from api.walls.walls import Walls


def reading_services(
    installation: Installation, dsn: str, settings: Settings
) -> tuple[object, ...]:
    """Return services for `create_app`, which reads with ``dsn`` as the application.

    Raises:
        ApiError, LedgerError: as `witnessing_policy` and `Outside.of`.
    """
    views = Views(dsn)
    walls = Walls(views, lambda edition: position_signed_off(installation.edition(edition)))
    watch = Watch(dsn, witnessing_policy(settings))
    services = views, Streams(views), walls, Verifier(installation), watch
    return *services, Outside.of(settings)
