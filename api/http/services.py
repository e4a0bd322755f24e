"""What endpoints need besides the installation and who is who: read models, the verifier."""

from __future__ import annotations

from api.installation import Installation
from api.storage.views import Views
from api.verifying import Verifier


def reading_services(installation: Installation, dsn: str) -> tuple[object, ...]:
    """Return services for `create_app`, which reads with ``dsn`` as the application."""
    return Views(dsn), Verifier(installation)
