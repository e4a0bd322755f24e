"""One registry for all tests of signing: making its keys is quick, but need not be repeated."""

from __future__ import annotations

import pytest
from forgery.scene import Scene
from registries import NOON, opened, this_second

from signing.registry.registry import Registry


@pytest.fixture(scope="session")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """A registry founded on the noon of the tests."""
    return opened(tmp_path_factory.mktemp("registry"))


@pytest.fixture(scope="session")
def registry_of_today(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """A registry founded just now, for readers that look at the clock."""
    return opened(tmp_path_factory.mktemp("registry-of-today"), this_second())


@pytest.fixture(scope="session")
def scene(registry: Registry) -> Scene:
    """An agreement that was signed on the noon of the tests."""
    return Scene(registry, NOON)
