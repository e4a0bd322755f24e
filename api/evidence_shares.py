"""What of a deal's evidence somebody is given: the events that they may read, and the papers.

Types, times and sizes of all events are in every bundle; whoever may not know that something
happened is given none. What was said stays closed unless its key is given. People are ids in the
events of a deal: their names are in the registry's log, and so in no bundle of a deal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import cast

import msgspec

from aggregates.deal.events import DealEvent
from aggregates.deal.evolve import evolve
from aggregates.deal.state import Deal, Progress
from aggregates.vocabulary import Sha256
from ledger.evidence.entitled import Carried, Entitled
from ledger.evidence.manifest import CARRIED_MAX
from ledger.evidence.naming import papers_named
from ledger.recorded import Recorded
from signing.verify.carried import all_carried


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader of a deal may have: what the events say, and the papers."""

    events: bool
    papers: bool


WHOLE = Share(events=True, papers=True)
PUBLIC = Share(events=False, papers=False)


def erased(secret_of: Callable[[bytes], bytes]) -> Entitled:
    """Return what anybody is entitled to of a deal that was erased: that it was, and nothing else.

    Its executed papers are kept, and yet in no bundle of it: the events that name them are closed.
    """
    return Entitled(secret_of=secret_of, may_open=lambda _, __: False)


class Holding(msgspec.Struct, frozen=True, kw_only=True):
    """A deal as far as it is the reader's to see; ``secret_of`` and ``paper`` reach keys, files."""

    recorded: Sequence[Recorded]
    secret_of: Callable[[bytes], bytes]
    paper: Callable[[Sha256], bytes]

    def to(self, share: Share) -> Entitled:
        """Return what who has this share is entitled to.

        A paper is given with the event that names it, also where the others stay closed.

        Raises:
            LedgerError: ``blob_unknown``, ``blob_tampered``, ``key_destroyed``.
        """
        digests = _executed(self.recorded) if share.papers else ()
        naming = {self._naming(digest) for digest in digests}
        last = len(self.recorded) if share.events else 0
        files = [self.paper(digest) for digest in digests]
        return Entitled(
            secret_of=self.secret_of,
            may_open=lambda version, _: version <= last or version in naming,
            files=files,
            carried=_carried(files),
        )

    def _naming(self, digest: Sha256) -> int:
        versions = (
            one.version for one in self.recorded if digest in papers_named(_said(one.event))
        )
        return next(versions, 0)


def _executed(recorded: Sequence[Recorded]) -> tuple[Sha256, ...]:
    """Return the papers that were executed by then, each as it was last."""
    deal: Deal = reduce(evolve, (cast("DealEvent", one.event) for one in recorded), Deal())
    executed = [
        instrument.signing.pdf_sha256
        for instrument in deal.instruments.values()
        if instrument.progress is Progress.EXECUTED and instrument.signing is not None
    ]
    return tuple(dict.fromkeys(executed))


def _said(event: object) -> dict[str, object]:
    return cast("dict[str, object]", msgspec.to_builtins(event))


def _carried(files: Sequence[bytes]) -> Carried:
    found = all_carried(files)
    return Carried(
        certificates=found.certificates[:CARRIED_MAX],
        revocation=found.lists[:CARRIED_MAX],
        time_stamps=found.time_stamps[:CARRIED_MAX],
    )
