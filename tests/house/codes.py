"""Which error codes the packages raise, and with which facts; read from the syntax trees.

A function may raise a code that its callers, in the same file, write out: ``_check_form(...)``. A
verdict names some reasons without an error: ``Reason(code=..., facts={...})``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import msgspec
from house.source import python_files, tree

ROOTS = {
    "aggregates": "RuleError",
    "ledger": "LedgerError",
    "signing": "SignatureError",
    "projections": "ProjectionError",
    "api": "ApiError",
}


class Raised(msgspec.Struct, frozen=True):
    """One place that makes an error. ``code`` is empty where it could not be read."""

    file: Path
    line: int
    code: str
    facts: frozenset[str]


def raised_in(package: str) -> Iterator[Raised]:
    """Yield every code of ``package`` with each place that raises it."""
    for file in python_files(package):
        for maker in _calls(tree(file), ROOTS[package]):
            for code in _codes(maker, tree(file)):
                yield Raised(file, maker.lineno, code, _facts(maker))
        for reason in _calls(tree(file), "Reason"):
            yield from _told(reason, file)


def codes_of(package: str) -> dict[str, frozenset[str]]:
    """Return code -> the facts that every place which raises it gives."""
    found: dict[str, frozenset[str]] = {}
    for raised in raised_in(package):
        found[raised.code] = found.get(raised.code, raised.facts) & raised.facts
    return found


def _calls(node: ast.AST, name: str) -> Iterator[ast.Call]:
    for inner in ast.walk(node):
        if (
            isinstance(inner, ast.Call)
            and isinstance(inner.func, ast.Name)
            and inner.func.id == name
        ):
            yield inner


def _codes(maker: ast.Call, module: ast.Module) -> Iterator[str]:
    match maker.args:
        case [ast.Constant(value=str(code))]:
            yield code
        case [ast.Attribute(attr="code")]:
            return  # the same error, made anew
        case [ast.Name(id=parameter)]:
            yield from _codes_of_callers(parameter, maker, module)
        case _:
            yield ""


def _codes_of_callers(parameter: str, maker: ast.Call, module: ast.Module) -> Iterator[str]:
    function = _around(maker, module)
    names = [argument.arg for argument in function.args.args] if function else []
    if function is None or parameter not in names:
        yield ""
        return
    for call in _calls(module, function.name):
        match call.args[names.index(parameter) : names.index(parameter) + 1]:
            case [ast.Constant(value=str(code))]:
                yield code
            case _:
                yield ""


def _told(reason: ast.Call, file: Path) -> Iterator[Raised]:
    match {keyword.arg: keyword.value for keyword in reason.keywords}:
        case {"code": ast.Constant(value=str(code)), "facts": ast.Dict(keys=keys)}:
            names = {key.value for key in keys if isinstance(key, ast.Constant)}
            yield Raised(file, reason.lineno, code, frozenset(map(str, names)))


def _around(maker: ast.Call, module: ast.Module) -> ast.FunctionDef | None:
    for node in module.body:
        if isinstance(node, ast.FunctionDef) and maker in ast.walk(node):
            return node
    return None


def _facts(maker: ast.Call) -> frozenset[str]:
    """Return the facts written out; one that is handed on as ``**facts`` may not be relied on."""
    return frozenset(keyword.arg for keyword in maker.keywords if keyword.arg is not None)
