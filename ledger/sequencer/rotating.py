"""Letting a log go on in a new tree, under a new origin and key, because its operator says so.

For a log that lost its end (a backup was restored, a standby that was behind took over), and for
one whose key is lost or is to be replaced. In this order, so that whoever is interrupted goes on by
asking for the same again, and nothing of the old tree is ever signed once the new one has begun:

1. What was signed last of the log, as far as the log still goes, must be in it.
2. The new tree begins, under a number that no tree of the log had, with a key of its own.
3. The log says so: ``ledger.log_rotated.v1``.
4. The first checkpoint is signed, which covers that (`renewing`).
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from uuid import UUID

import msgspec

from aggregates.log.events import LogRotated
from ledger.errors import LedgerError
from ledger.proof.signer import SignerKey
from ledger.proof.vkey import VerifierKey
from ledger.published import Published
from ledger.rehash import rehash
from ledger.sequencer.followed import Office, saying_of
from ledger.sequencer.halts import free
from ledger.sequencer.remembered import Remembered, known_checkpoint
from ledger.sequencer.renewing import renew, require_history
from ledger.sequencer.saying import Renewal, Saying
from ledger.sequencer.session import Session, take_lead
from ledger.sequencer.trees import Trees

ATTEMPTS = 4
"""Who else writes to the log's own stream may be faster a few times."""


class Rotated(msgspec.Struct, frozen=True, kw_only=True):
    """How a log goes on: it was signed up to ``was`` before, and is now up to ``size``.

    ``restored_size`` is how many events it had when it went on.
    """

    old_origin: str
    new_origin: str
    was: int
    restored_size: int
    size: int


class _Last(msgspec.Struct, frozen=True):
    """What is known here to have been signed last of a log: nothing at all, perhaps."""

    size: int = 0
    note: str = ""


def rotate(office: Office, session: Session, log_id: UUID, reason: str) -> Rotated:
    """Let a log go on under a new origin. Whoever signs the logs steps back meanwhile.

    Raises:
        RuleError: as `rotate_log`.
        LedgerError: ``tree_missing`` if the log was never signed; ``tree_forked``,
            ``event_altered``, ``positions_missing`` if it is not what was signed of it, as far as
            it goes; ``sequencer_busy``, ``conflict``, ``unavailable``; and as the key files.
    """
    take_lead(session)
    with closing(saying_of(office, log_id)) as saying:
        saying.follow(saying.rows.history(saying.stream_id))
        return _Rotating(office, session, saying).rotated(reason)


class _Rotating:
    """One log, for whoever leads and has read what the log said of itself."""

    def __init__(self, office: Office, session: Session, saying: Saying) -> None:
        self._office = office
        self._session = session
        self._saying = saying
        self._log_id = saying.log_id
        self._trees = Trees(saying.log_id, session)
        self._origins = self._trees.origins()

    def rotated(self, reason: str) -> Rotated:
        """Do it, or what is left of it."""
        if not self._origins:
            raise LedgerError("tree_missing", log_id=str(self._log_id))
        last, begun = self._last(), self._begun()
        self._require_history()
        renewal = Renewal(
            old_origin=self._old,
            old_checkpoint=last.note,
            new_origin=begun.name if begun else self._new_origin(),
            restored_size=self._saying.rows.head(),
            reason=reason,
        )
        events = self._saying.rotation(renewal)
        signer = begun or self._begin(renewal.new_origin)
        self._say(events)
        self._renew(signer)
        signed = self._trees.last(signer.name)
        return Rotated(
            old_origin=renewal.old_origin,
            new_origin=signer.name,
            was=last.size,
            restored_size=renewal.restored_size,
            size=signed.size if signed else 0,
        )

    @property
    def _old(self) -> str:
        """The origin under which the log says that it goes; no event names the first one."""
        return (self._saying.state.origins or (self._origins[0],))[-1]

    def _last(self) -> _Last:
        remembered = self._remembered()
        known, note = remembered.read(), remembered.note()
        for origin in reversed(self._origins):
            signed = self._trees.last(origin)
            if signed is not None:
                if known is None or (known.origin == origin and known.size <= signed.size):
                    return _Last(signed.size, signed.note)
                break
        return _Last(known.size, note.decode()) if known is not None and note else _Last()

    def _begun(self) -> SignerKey | None:
        """Return the key of a tree that was begun for this, by one who was interrupted."""
        origin = self._origins[-1]
        if origin == self._old or self._trees.last(origin) is not None:
            return None
        return self._office.keys.known(self._log_id, origin)

    def _require_history(self) -> None:
        head = rehash(self._log_id, self._saying.rows).position
        for origin in reversed(self._origins):
            signed = self._trees.last(origin, head)
            if signed is not None:
                checkpoint = known_checkpoint(signed.note.encode(), self._keys())
                require_history(self._log_id, self._saying.rows, checkpoint)
                return

    def _new_origin(self) -> str:
        keys = self._office.keys
        return keys.origin(self._log_id, keys.next_number(self._log_id, self._origins))

    def _begin(self, origin: str) -> SignerKey:
        keys = self._office.keys
        signer = keys.signer(self._log_id, keys.next_number(self._log_id, self._origins), origin)
        self._trees.begin(signer.verifier)
        return signer

    def _say(self, events: Sequence[LogRotated]) -> None:
        for _ in range(ATTEMPTS):
            if self._saying.rotate(events):
                return
        raise LedgerError("conflict", stream=str(self._saying.stream_id), version=0)

    def _renew(self, signer: SignerKey) -> None:
        renew(self._log_id, self._saying.rows, self._trees, signer, self._remembered())
        free(self._session, self._log_id)

    def _keys(self) -> list[VerifierKey]:
        """Return the keys of the log's trees as they are here, and as stored if one is lost."""
        here = self._office.keys.verifiers(self._log_id)
        return [*here, *Published(self._log_id, self._saying.rows).keys()]

    def _remembered(self) -> Remembered:
        return Remembered(self._office.keys.note_file(self._log_id), self._keys())
