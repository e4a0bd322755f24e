"""``counterseal monitor``: looks at a log again and again, and remembers the last good head."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Final

import msgspec

from api.auditing.outcomes import COLOURS, exit_for, seen_line, told
from api.errors import tell
from api.exits import Exit
from api.output import Output, Plain
from api.settings import Settings
from ledger.errors import LedgerError
from ledger.proof.policy import Policy
from ledger.watching.looking import CONTRADICTIONS, Look, look_at
from ledger.watching.memory import Contradiction, Memory
from ledger.watching.places import LogPlace, place_of_log

STALE_SECONDS: Final = 600
"""A head that witnesses signed longer ago than that is told: they sign an idle log as well."""


class Watch(msgspec.Struct, frozen=True, kw_only=True):
    """What is watched: where the log is, by whose keys, and the file of what was accepted."""

    where: str
    policy: Policy
    state: Path
    stale_after: int = STALE_SECONDS


class Monitor:
    """Watches one log. ``clock`` is in seconds since 1970 UTC."""

    def __init__(
        self, settings: Settings, output: Output, watch: Watch, clock: Callable[[], int]
    ) -> None:
        """Find the place of the log; nothing is asked there yet.

        Raises:
            LedgerError: ``log_place_unknown``.
        """
        self._settings = settings
        self._output = output
        self._watch = watch
        self._clock = clock
        self._place = place_of_log(watch.where, watch.policy)
        self._memory = Memory(watch.state)

    def look(self) -> Exit:
        """Look once; tell what is seen, and return the status that says the same."""
        note, known = b"", b""
        try:
            known = self._memory.known()
            note = self._place.checkpoint()
            seen = look_at(self._look(note, known, self._place))
            self._memory.accept(note)
        except LedgerError as failed:
            return self._wrong(failed, known, note)
        record: dict[str, Plain] = {"outcome": "grown", **msgspec.to_builtins(seen)}
        self._output.result(record, seen_line(seen, self._settings.language), COLOURS[Exit.YES])
        return Exit.YES

    def go_on(self, seconds: float, stopping: Event) -> Exit:
        """Look every so often until told to stop, or until something speaks against the log.

        Returns the status of the last look.
        """
        while True:
            found = self.look()
            if found is Exit.NO or stopping.wait(seconds):
                return found

    def _look(self, note: bytes, known: bytes, place: LogPlace) -> Look:
        return Look(
            note=note,
            known=known,
            policy=self._watch.policy,
            source=place.tile,
            rotations=place.rotations,
            old_source=lambda origin: place.tree(origin).tile,
            at=self._clock(),
            stale_after=self._watch.stale_after,
        )

    def _wrong(self, failed: LedgerError, known: bytes, note: bytes) -> Exit:
        status, language = exit_for(failed), self._settings.language
        facts: Plain = {name: str(fact) for name, fact in failed.facts.items()}
        outcome = "contradicted" if status is Exit.NO else "cannot_tell"
        record: dict[str, Plain] = {"outcome": outcome, "code": failed.code, "facts": facts}
        lines = [told(failed, language)]
        if failed.code in CONTRADICTIONS:
            file = self._kept(failed, known, note)
            record["evidence"] = str(file)
            lines.append(tell("auditing", "kept", {"file": file}, language))
        self._output.result(record, "\n".join(lines), COLOURS[status])
        return status

    def _kept(self, failed: LedgerError, known: bytes, note: bytes) -> Path:
        found = Contradiction(
            code=failed.code, known=known.decode(), seen=note.decode(), seen_at=self._clock()
        )
        return self._memory.keep(found)
