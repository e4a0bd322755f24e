"""A paper's newest revision archived: the step to what it becomes, and the file itself."""

from __future__ import annotations

from datetime import datetime

from aggregates.deal.signing.events import Revision
from api.contracts.opening import pending
from api.contracts.room import Room
from api.contracts.signature import Paper


def archived_step(paper: Paper) -> Revision:
    """Return the step upon the newest revision, for the rules: the file is still to be made."""
    return Revision(
        base_pdf_sha256=paper.base_pdf_sha256,
        previous_pdf_sha256=paper.pdf_sha256,
        pdf_sha256=pending("archived"),
    )


def archived_paper(room: Room, paper: Paper, at: datetime) -> bytes:
    """Return the newest revision archived, which is seen to last.

    Raises:
        SignatureError: as `archived`, and ``not_lasting``.
    """
    from signing.registry.archive import (  # noqa: PLC0415 - it brings what writes PDFs
        archived,
        require_lasting,
    )

    pdf = archived(paper.pdf, room.authority, room.revoked, at)
    require_lasting(pdf, room.authority, at)
    return pdf
