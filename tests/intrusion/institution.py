"""A witness outside, served over HTTP, whose memory can be set back to an earlier one."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from api.clock import now
from api.http.serving import serving
from api.witness.app import Witness as Service
from api.witness.app import witness_app
from api.witness.memory import Memory
from ledger.private_files import replace_private
from ledger.proof.policy import Witness
from ledger.proof.signer import signer_key
from ledger.proof.vkey import Algorithm, VerifierKey

NAMES = ("notary", "regulator")


class Institution(Service):
    """One witness of the logs in ``logs``."""

    def __init__(self, name: str, path: Path, logs: Mapping[str, Sequence[VerifierKey]]) -> None:
        seed = sha256(name.encode()).digest()
        self.name = name
        self.key = signer_key(f"{name}.example.org", Algorithm.COSIGNATURE, seed)
        self._path = path
        self._of = Memory(path)
        self.shifted = 0
        super().__init__(self._of, self.key, logs, self._second)

    def _second(self) -> int:
        """Return the second that its clock says, which may be wrong by as much as it is shifted."""
        return int(now().timestamp()) + self.shifted

    def remembered(self) -> bytes:
        """Return what it remembers."""
        return self._path.read_bytes()

    def remember(self, memory: bytes) -> None:
        """Remember this, and nothing that came after."""
        self._of.close()
        replace_private(self._path, memory)
        self._memory = self._of = Memory(self._path)


class Town:
    """Both witnesses, and where they are asked."""

    def __init__(self, institutions: Sequence[Institution], urls: Sequence[str]) -> None:
        self._by_name = {one.name: one for one in institutions}
        self.witnesses = tuple(
            Witness(one.name, one.key.verifier, url)
            for one, url in zip(institutions, urls, strict=True)
        )

    def remembered(self) -> dict[str, bytes]:
        """Return what each remembers."""
        return {name: one.remembered() for name, one in self._by_name.items()}

    def remember(self, memories: Mapping[str, bytes]) -> None:
        """Set the memories of these back."""
        for name, memory in memories.items():
            self._by_name[name].remember(memory)

    def shift(self, seconds: Mapping[str, int]) -> None:
        """Set the clocks of these off by so much, and those of all others right."""
        for name, one in self._by_name.items():
            one.shifted = seconds.get(name, 0)


@contextmanager
def town(folder: Path, logs: Mapping[str, Sequence[VerifierKey]]) -> Generator[Town, None, None]:
    """Serve both witnesses; their memories are in ``folder``."""
    notary, regulator = (Institution(name, folder / f"{name}.json", logs) for name in NAMES)
    with serving(witness_app(notary)) as one, serving(witness_app(regulator)) as other:
        yield Town((notary, regulator), (one, other))
