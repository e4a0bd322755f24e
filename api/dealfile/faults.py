"""Collecting faults while a file is read, so that a person sees all of them at once."""

from __future__ import annotations

import msgspec

from api.dealfile.errors import DealFileError, Fault
from api.dealfile.nodes import Leaf, Mark, Node, Path, nearest, spelled


class Finding(msgspec.Struct, frozen=True):
    """A fault before its place is known; ``mark`` only where it is not that of the value."""

    path: Path
    code: str
    message: str
    mark: Mark | None


class Faults:
    """The faults of one file, found so far."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def add(self, path: Path, code: str, message: str, mark: Mark | None = None) -> None:
        """Note a fault at ``path``; ``mark`` where it is in the key, not in the value."""
        self.findings.append(Finding(path, code, message, mark))

    def under(self, path: Path) -> bool:
        """Return whether something at ``path`` or below it is known to be wrong."""
        return any(finding.path[: len(path)] == path for finding in self.findings)

    def stop_if_any(self, root: Node | None) -> None:
        """Raise what was found, placed in the tree under ``root``.

        Raises:
            DealFileError: when there is a fault.
        """
        if self.findings:
            tree = root or Leaf(Mark(1, 1), "")
            raise DealFileError(tuple(_placed(finding, tree) for finding in self.findings))


def _placed(finding: Finding, root: Node) -> Fault:
    mark = finding.mark or nearest(root, finding.path).mark
    return Fault(
        line=mark.line,
        column=mark.column,
        path=spelled(root, finding.path),
        code=finding.code,
        message=finding.message,
    )
