"""Archive a sealed file once more, before the certificate of its last time-stamp is over."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.checks import check_sha256
from aggregates.deal.guards import require_signing
from aggregates.deal.signing.events import ArchiveRenewed, Revision
from aggregates.deal.signing.upon import require_upon
from aggregates.deal.state import Deal
from aggregates.errors import RuleError
from aggregates.vocabulary import Command, InstrumentId, Role


class RenewArchive(Command, frozen=True, kw_only=True):
    """The registry puts ``revision`` in the place of the sealed file: that, and newer evidence."""

    instrument: InstrumentId
    revision: Revision


def renew_archive(deal: Deal, command: RenewArchive) -> Sequence[ArchiveRenewed]:
    """Renew whatever became of the deal: an agreement that ended has to be provable too.

    Raises:
        RuleError: ``role_not_allowed``, ``unknown_instrument``, ``no_signing``,
            ``sha256_malformed``, ``not_sealed``, ``other_base``, ``revision_moved``.
    """
    check_role(command.actor, Role.REGISTRY)
    instrument, signing = require_signing(deal, command.instrument)
    revision = command.revision
    check_sha256("pdf_sha256", revision.pdf_sha256)
    if not signing.sealed:
        raise RuleError("not_sealed", instrument=instrument.id)
    if signing.pdf_sha256 == revision.pdf_sha256:
        return []
    require_upon(signing, revision)
    return [
        ArchiveRenewed(
            at=command.at,
            instrument=instrument.id,
            terms_sha256=signing.terms_sha256,
            revision=revision,
            by=command.actor.person,
        )
    ]
