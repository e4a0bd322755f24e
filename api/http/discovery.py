"""Finding what stands in a folder of modules, so that nothing has to be registered."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


def modules_of(package: ModuleType) -> tuple[ModuleType, ...]:
    """Return every module of ``package``, in the order of their names."""
    names = sorted(info.name for info in iter_modules(package.__path__))
    return tuple(import_module(f"{package.__name__}.{name}") for name in names)
