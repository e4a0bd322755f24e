"""Collecting faults while a file is read, so that a person sees all of them at once."""

from __future__ import annotations

from typing import Final

import msgspec

from api.dealfile.codes import FaultCode
from api.dealfile.errors import DealFileError, Fault
from api.dealfile.nodes import Leaf, Mark, Node, Path, nearest, spelled

FAULTS_MAX: Final = 500
"""After so many the reading stops."""


class Finding(msgspec.Struct, frozen=True):
    """A fault before its place is known; ``mark`` only where it is not that of the value."""

    path: Path
    code: FaultCode
    message: str
    mark: Mark | None


class TooManyFaultsError(Exception):
    """This is another kind of file: there is no use in reading on."""


class Faults:
    """The faults of one file, found so far."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def add(self, path: Path, code: FaultCode, message: str, mark: Mark | None = None) -> None:
        """Note a fault at ``path``; ``mark`` where it is in the key, not in the value.

        Raises:
            TooManyFaultsError: with the fault number `FAULTS_MAX`.
        """
        self.findings.append(Finding(path, code, message, mark))
        if len(self.findings) >= FAULTS_MAX:
            raise TooManyFaultsError

    def error(self, root: Node | None) -> DealFileError:
        """Return what was found, placed in the tree under ``root``."""
        tree = root or Leaf(Mark(1, 1), "")
        return DealFileError(tuple(_placed(finding, tree) for finding in self.findings))


def _placed(finding: Finding, root: Node) -> Fault:
    mark = finding.mark or nearest(root, finding.path).mark
    return Fault(
        line=mark.line,
        column=mark.column,
        path=spelled(root, finding.path),
        code=finding.code,
        message=finding.message,
    )
