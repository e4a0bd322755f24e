"""Every ``match`` over a closed union ends in ``assert_never``: what is in no union is a fault.

The type checkers prove that the last branch is never reached. Should it be, because stored bytes
or a caller lied to them, nothing may go on as if all were well.
"""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Callable, Iterator

import pytest
from house.source import python_files, text, tree

from aggregates.deal.telling import DealTelling

PACKAGES = ("aggregates", "ledger", "signing")


class Stranger(str):
    """A value that is in no union: an empty text whose every attribute is another of these."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Stranger:
        """Return something, whatever is asked for."""
        return Stranger()


KNOWN: dict[str, object] = {"language": "en", "names": {}, "t": DealTelling("en", {})}
"""What a function is given by the names of its parameters; for all others, a stranger."""


def exhaustive() -> Iterator[str]:
    """Yield each function or method that ends a match in ``assert_never``: ``module:name``."""
    for file in python_files(*PACKAGES):
        if "assert_never(" in text(file):
            module = ".".join(file.with_suffix("").parts)
            for name, function in _functions(tree(file)):
                if any(map(_never, ast.walk(function))):
                    yield f"{module}:{name}"


def _never(node: ast.AST) -> bool:
    """Return whether this is a call of ``assert_never``."""
    called = node.func if isinstance(node, ast.Call) else None
    return isinstance(called, ast.Name) and called.id == "assert_never"


def _functions(node: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    for top in node.body:
        if isinstance(top, ast.FunctionDef):
            yield top.name, top
        elif isinstance(top, ast.ClassDef):
            methods = (inner for inner in top.body if isinstance(inner, ast.FunctionDef))
            yield from ((f"{top.name}.{method.name}", method) for method in methods)


def _named(place: str) -> Callable[..., object]:
    module, _, path = place.partition(":")
    found: object = importlib.import_module(module)
    for name in path.split("."):
        found = getattr(found, name)
    assert callable(found)
    return found


@pytest.mark.parametrize("place", list(exhaustive()))
def test_what_is_in_no_union_is_a_fault(place: str) -> None:
    function = _named(place)
    given = [KNOWN.get(name, Stranger()) for name in inspect.signature(function).parameters]
    with pytest.raises(AssertionError):
        function(*given)
