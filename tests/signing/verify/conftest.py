"""One agreement for all tests of the verdict."""

from __future__ import annotations

import pytest
from forgery.scene import Scene
from registries import NOON

from signing.registry.registry import Registry


@pytest.fixture(scope="session")
def scene(registry: Registry) -> Scene:
    """An agreement that was signed on the noon of the tests."""
    return Scene(registry, NOON)
