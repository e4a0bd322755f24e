"""Saying what does not fit, at the place where it stands in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from api.dealfile.codes import FaultCode
from api.dealfile.faults import Faults
from api.dealfile.identifiers import ids_in
from api.dealfile.nodes import Node, Path, nearest


class Report:
    """Notes faults of a document that may lack what was faulty in itself.

    Paths given here count the items that stand; ``kept`` leads back to those of the file. A fault
    is not noted where something at its place or below it was wrong already: that may be its cause.
    """

    def __init__(self, root: Node, kept: Mapping[Path, Sequence[int]], faults: Faults) -> None:
        self.root = root
        self.kept = kept
        self.faults = faults
        self.wrong = [finding.path for finding in faults.findings]

    def add(self, path: Path, code: FaultCode, message: str) -> None:
        """Note that ``path`` does not fit, unless it is known to be wrong."""
        if not self.lacks(path):
            self.faults.add(self._in_file(path), code, message)

    def ids(self, path: Path) -> frozenset[str]:
        """Return the ids that the file declares in the list or mapping at ``path``."""
        return ids_in(nearest(self.root, self._in_file(path)))

    def lacks(self, path: Path) -> bool:
        """Return whether something at ``path`` or below it was wrong, and so was left out."""
        place = self._in_file(path)
        return any(known[: len(place)] == place for known in self.wrong)

    def _in_file(self, path: Path) -> Path:
        place: Path = ()
        for step in path:
            here = self.kept.get(place)
            place = (*place, here[step] if here is not None and isinstance(step, int) else step)
        return place


def repeated(names: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield (index, name) of each name that was there before."""
    seen: set[str] = set()
    for index, name in enumerate(names):
        if name in seen:
            yield index, name
        seen.add(name)
