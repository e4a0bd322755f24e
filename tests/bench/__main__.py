"""Run the benchmarks named on the command line, or all: ``PYTHONPATH=tests python -m bench``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

from bench.frame import Figure, talk

Run: TypeAlias = Callable[[], Iterable[Figure]]


def find() -> dict[str, Run]:
    """Return each benchmark of this folder by its name: a module that can ``run``."""
    names = sorted(file.stem for file in Path(__file__).parent.glob("[a-z]*.py"))
    modules = {name: import_module(f"bench.{name}") for name in names if name != "frame"}
    return {name: module.run for name, module in modules.items() if hasattr(module, "run")}


def main(wanted: list[str]) -> int:
    """Print a JSON line a figure. Returns 2 if a name is not known."""
    found = find()
    unknown = [name for name in wanted if name not in found]
    if unknown:
        talk(f"no benchmark {', '.join(unknown)}; there are: {', '.join(found)}")
        return 2
    for name in wanted or found:
        talk(f"bench {name}")
        for figure in found[name]():
            print(json.dumps({"bench": name, **figure}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
