"""What a clerical correction leaves of the approvals."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from aggregates.deal.approvals.state import Approval
from aggregates.deal.change import without
from aggregates.deal.terms.events import ClericalErrorCorrected


def carried(
    approvals: Mapping[str, Approval], event: ClericalErrorCorrected
) -> Mapping[str, Approval]:
    """Return the approvals after a correction: the confirmed ones stand for the new terms."""
    kept = without(approvals, event.voids)
    confirmed = {
        key: replace(kept[key], terms_sha256=event.new_terms_sha256)
        for key in event.confirmed_approvals
        if key in kept
    }
    return {**kept, **confirmed}
