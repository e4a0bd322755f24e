"""Evidence bundles as answers."""

from __future__ import annotations

from typing import Final

from api.http.reply import Reply
from api.refusals import ApiError
from ledger.evidence.building import Evidence

ZIP: Final = "application/zip"


def bundle_reply(evidence: Evidence | None, name: str) -> Reply:
    """Return a bundle as a file called ``name``, to be kept by nobody on its way.

    Raises:
        ApiError: ``evidence_unready`` where there is none yet.
    """
    if evidence is None:
        raise ApiError("evidence_unready")
    return Reply(
        content=evidence.octets,
        cache="private, no-store",
        media=ZIP,
        headers={"content-disposition": f'attachment; filename="{name}.evidence.zip"'},
    )
