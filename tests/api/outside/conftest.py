"""One provider for all tests of a process, honest again before each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from openid import Conduct, Provider, providing


@pytest.fixture(scope="module")
def served() -> Iterator[Provider]:
    """Serve a provider."""
    with providing() as provider:
        yield provider


@pytest.fixture
def harbour(served: Provider) -> Provider:
    """Give the provider, as it should be."""
    served.conduct, served.published = Conduct(), ["first", "curved"]
    served.asked.clear()
    return served
