"""Whether a revision stands upon the newest one of its signing."""

from __future__ import annotations

from aggregates.deal.signing.events import Revision
from aggregates.deal.signing.state import Signing
from aggregates.errors import RuleError


def require_upon(signing: Signing, revision: Revision) -> None:
    """Refuse a revision of another base, or of one that is not the newest any more.

    Raises:
        RuleError: ``other_base``, ``revision_moved``.
    """
    if revision.base_pdf_sha256 != signing.base_pdf_sha256:
        raise RuleError("other_base", cited=revision.base_pdf_sha256)
    if revision.previous_pdf_sha256 != signing.pdf_sha256:
        raise moved_on(signing, revision)


def moved_on(signing: Signing, revision: Revision) -> RuleError:
    """Return the refusal of a revision that came too late."""
    return RuleError(
        "revision_moved", cited=revision.previous_pdf_sha256, newest=signing.pdf_sha256
    )
