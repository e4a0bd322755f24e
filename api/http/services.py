"""What endpoints need besides the installation and who is who: read models, streams, receipts."""

from __future__ import annotations

from api.installation import Installation
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
        ApiError, LedgerError: as `witnessing_policy`.
    """
    views = Views(dsn)
    watch = Watch(dsn, witnessing_policy(settings))
    return views, Streams(views), Walls(views), Verifier(installation), watch
