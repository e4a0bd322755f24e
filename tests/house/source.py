"""What is in this repository: the committed files, and the Python ones as syntax trees."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("aggregates", "ledger", "projections", "signing", "api")


@cache
def committed() -> tuple[Path, ...]:
    """Return every committed file that is still there, relative to the root, sorted."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout
    return tuple(Path(name) for name in sorted(listed.split("\0")) if (ROOT / name).is_file())


def python_files(*folders: str) -> tuple[Path, ...]:
    """Return the committed Python files under ``folders``."""
    return tuple(file for file in committed() if file.suffix == ".py" and file.parts[0] in folders)


def text(file: Path) -> str:
    """Return the contents of a committed file."""
    return (ROOT / file).read_text(encoding="utf-8")


@cache
def tree(file: Path) -> ast.Module:
    """Return the syntax tree of a committed Python file."""
    return ast.parse(text(file), filename=str(file))


def functions(file: Path) -> Iterator[tuple[str, int]]:
    """Yield the name and the number of lines of each function, without its decorators."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            yield node.name, node.end_lineno - node.lineno + 1


def imports(file: Path) -> Iterator[str]:
    """Yield the full name of each module that a file imports, wherever the import stands."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            assert node.module is not None
            yield node.module
