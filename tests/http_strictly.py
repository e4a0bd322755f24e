"""The fair served once more, to clients who may not ask often."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2
from http_fair import Fair

from api.accounts.identities import AccountIdentities
from api.http.app import create_app
from api.http.serving import serving
from api.settings import Settings
from api.storage.reading import Reading


@contextmanager
def strictly(fair: Fair, **settings: Any) -> Iterator[httpx2.Client]:
    """Serve the fair once more, to clients who may ask four times and no oftener."""
    house = fair.house
    reading = Reading(house.database.dsn())
    chosen = Settings(data_directory=fair.folder, reads_per_second=1, **settings)
    identities = AccountIdentities(house.accounts, reading)
    app = create_app(
        house.installation, chosen, identities, (house.accounts, reading), clock=house.clock
    )
    with serving(app) as url, httpx2.Client(base_url=f"{url}/api/v1", timeout=60) as client:
        yield client
