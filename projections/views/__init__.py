"""The read models, one a module. A module put here is found by itself."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from projections.view import View


@cache
def all_views() -> tuple[View, ...]:
    """Return every view, in the order of their names.

    Raises:
        TypeError: if a module here is no view: a fault in the code.
    """
    return tuple(_view(name) for name in sorted(found.name for found in iter_modules(__path__)))


def _view(name: str) -> View:
    module: object = import_module(f"{__name__}.{name}")
    if not isinstance(module, View) or name != module.NAME:
        raise TypeError(f"projections/views/{name}.py is no view of this name")
    return module
