"""Which notices of termination run, and how the deal was terminated."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from aggregates.deal.ending.events import Ground
from aggregates.deal.parties.state import NOTHING
from aggregates.vocabulary import Deadline, OrganisationId


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """A notice of termination. ``withdrawn`` ones are kept: their ids are used."""

    principal: OrganisationId
    ground: Ground
    reason: str
    ends_at: Deadline
    withdrawn: bool = False


class Ending(msgspec.Struct, frozen=True, kw_only=True):
    """Notices by their ids. ``ground`` is None until the deal is terminated."""

    notices: Mapping[str, Notice] = NOTHING
    ground: Ground | None = None
    notice: str = ""
