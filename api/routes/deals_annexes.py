"""The annexes of a deal: listed, and given out as files to be saved."""

from __future__ import annotations

import re
from typing import Final

from starlette.responses import Response

from aggregates.deal import DEAL
from api.annexes.annex import Annex
from api.annexes.annexes import Annexes
from api.annexes.kinds import MEDIA
from api.http.annexing import annex_response, place_asked
from api.http.asked import Asked
from api.http.guard import require_related
from api.http.reply import ASK_AGAIN, Reply
from api.http.router import Router
from api.refusals import ApiError
from ledger.errors import LedgerError
from ledger.sources import One

router = Router("annexes")

_SHA256: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


@router.get("/deals/{deal}/annexes", answer=tuple[Annex, ...])
def list_annexes(asked: Asked) -> Reply:
    """List the annexes that were handed in, the first first, named in the terms or not."""
    _require_deal(asked)
    found = asked.site.the(Annexes).annexes(place_asked(asked))
    return Reply(content=found, cache=ASK_AGAIN)


@router.get("/deals/{deal}/annexes/{sha256}", answer=bytes, media=tuple(sorted(MEDIA.values())))
def download_annex(asked: Asked) -> Response:
    """Return an annex that was handed in, or with `Range` a part of it.

    Raises:
        ApiError: ``annex_unlisted``, ``range_not_there``, ``deal_unknown``.
    """
    _require_deal(asked)
    digest = asked.path["sha256"]
    if not _SHA256.fullmatch(digest):
        raise ApiError("annex_unlisted", sha256=digest[:64])
    try:
        return annex_response(asked, digest)
    except LedgerError as wrong:
        if wrong.code == "file_unknown":
            raise ApiError("annex_unlisted", sha256=digest) from None
        raise


def _require_deal(asked: Asked) -> None:
    deal = asked.path["deal"]
    require_related(asked, asked.site.places.deal(deal).state(One(DEAL, deal)))
