"""What endpoints need besides the installation and who is who: read models, streams, verifier."""

from __future__ import annotations

from api.installation import Installation
from api.storage.views import Views
from api.streams.streams import Streams
from api.verifying import Verifier


def reading_services(installation: Installation, dsn: str) -> tuple[object, ...]:
    """Return services for `create_app`, which reads with ``dsn`` as the application."""
    views = Views(dsn)
    return views, Streams(views), Verifier(installation)
