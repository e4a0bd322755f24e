"""What every record of an authority's word asks first."""

from __future__ import annotations

from typing import Final

from aggregates.checks import check_identifier, check_name, check_sha256
from aggregates.deal.guards import IN_FORCE, require_instrument, require_official, require_stage
from aggregates.deal.state import Deal, Instrument, Progress, Stage
from aggregates.errors import RuleError
from aggregates.vocabulary import Actor, InstrumentId, Sha256

FROM_SIGNED_ON: Final = IN_FORCE | {Stage.FULFILLED, Stage.TERMINATED}
"""The stages in which something may be recorded of what was executed."""


def require_recorder(deal: Deal, actor: Actor) -> None:
    """Refuse whoever is no official, an official of a side, and a deal that is not signed.

    What an authority has decided is so, whether the deal is suspended or not.

    Raises:
        RuleError: ``role_not_allowed``, ``office_of_a_party``, ``wrong_stage``.
    """
    require_official(deal, actor)
    require_stage(deal, *FROM_SIGNED_ON)


def require_executed(deal: Deal, instrument: InstrumentId) -> Instrument:
    """Return the instrument, which is executed.

    Raises:
        RuleError: ``unknown_instrument``, ``not_executed``.
    """
    found = require_instrument(deal, instrument)
    if found.progress is not Progress.EXECUTED:
        raise RuleError("not_executed", progress=found.progress.value)
    return found


def check_record(identifier: str, authority: str, sha256: Sha256) -> None:
    """A record with an id, an authority that can be named, and a document.

    Raises:
        RuleError: ``identifier_malformed``, ``sha256_malformed``, and as `check_name`.
    """
    check_identifier("record", identifier)
    check_name("authority", authority)
    check_sha256("document", sha256)
