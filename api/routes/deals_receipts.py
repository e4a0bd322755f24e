"""Receipts: that an event of a deal is in a log that others have seen, as a file to keep."""

from __future__ import annotations

import re
from typing import Final

from api.deals.course import When
from api.http.asked import Asked
from api.http.receipts import made_receipt
from api.http.reply import Reply
from api.http.router import Router
from api.http.seen import seen_by
from api.refusals import ApiError

router = Router("deals")

TEXT: Final = "text/plain; charset=utf-8"
_VERSION: Final = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)


@router.get("/deals/{deal}/events/{version}/receipt", answer=bytes, media=(TEXT,))
def read_receipt(asked: Asked) -> Reply:
    """Return the receipt of an event, by its version: keep it as a ``.tlog-proof`` file.

    It is of the newest head that enough outside witnesses have seen; where the fair has none, of
    the newest that the log has signed. Check it by `counterseal verify`, or any other program that
    reads C2SP tlog-proof.

    Raises:
        ApiError: ``event_unlisted`` for a version that the deal does not have, or that is not
            theirs to see; ``receipt_pending`` while too few have seen it.
    """
    seen, version = seen_by(asked, When()), asked.path["version"]
    recorded = seen.course.recorded
    if not _VERSION.fullmatch(version) or int(version) > len(recorded):
        raise ApiError("event_unlisted", version=version[:18])
    one = recorded[int(version) - 1]
    name = f"{asked.path['deal']}-{version}.tlog-proof"
    return Reply(
        content=made_receipt(asked, seen.book, one),
        cache="private, no-store",
        media=TEXT,
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )
