"""Annexes that commands name, and how annexes are shown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Final

from starlette.background import BackgroundTask
from starlette.responses import Response, StreamingResponse

from aggregates.consolidated import consolidated_bytes, consolidated_sha256
from aggregates.deal import DEAL
from aggregates.deal.amending.text import text_in_force
from aggregates.deal.state import Deal, Progress
from aggregates.vocabulary import Frame, Sha256
from api.annexes.annexes import Annexes, place_in
from api.annexes.kinds import MEDIA
from api.annexes.names import attachment
from api.http.asked import Asked
from api.http.etag import etag_of, is_known
from api.http.ranges import part_in
from api.http.reply import IMMUTABLE
from api.refusals import ApiError
from ledger.errors import LedgerError
from ledger.files.store import Place
from ledger.sources import One

SANDBOX: Final = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'"
"""A file of others runs nothing and loads nothing, also in a browser that shows it after all."""


def place_asked(asked: Asked) -> Place:
    """Return where the annexes of the deal in the address are.

    Raises:
        ApiError: ``deal_unknown``.
    """
    deal = asked.path["deal"]
    return place_in(asked.site.places.edition_of(deal), deal)


def require_annexes(asked: Asked, deal: Deal, frame: Frame) -> None:
    """Refuse a frame with an annex that nobody of a side has handed in.

    The text in force, which an amendment names first, is known by itself.

    Raises:
        ApiError: ``annex_unknown``.
    """
    known = {consolidated_sha256(text_in_force(deal))} if _has_text(deal) else set[Sha256]()
    for sha256 in frame.annexes:
        if sha256 not in known and not _is_kept(asked, sha256):
            raise ApiError("annex_unknown", sha256=sha256[:64])


def text_named(deal: Deal, frame: Frame) -> tuple[bytes, ...]:
    """Return the file of the text in force, where a frame names it."""
    if not frame.annexes or not _has_text(deal):
        return ()
    text = text_in_force(deal)
    return (consolidated_bytes(text),) if consolidated_sha256(text) in frame.annexes else ()


def annex_response(asked: Asked, sha256: Sha256) -> Response:
    """Return an annex, or the part that is asked for, as a file to be saved.

    Raises:
        ApiError: ``range_not_there``.
        LedgerError: ``file_unknown``, ``file_tampered``, ``key_destroyed``.
    """
    annexes, place, tag = asked.site.the(Annexes), place_asked(asked), etag_of(sha256)
    annex = annexes.annex(place, sha256)
    headers = {
        "content-disposition": attachment(annex.name),
        "content-security-policy": SANDBOX,
        "cache-control": IMMUTABLE,
        "accept-ranges": "bytes",
        "vary": "authorization, cookie",
        "etag": tag,
    }
    given = asked.request.headers
    if is_known(tag, given.get("if-none-match", "")):
        return Response(status_code=304, headers=headers)
    wanted = given.get("range", "") if given.get("if-range", tag) == tag else ""
    part = part_in(wanted, annex.bytes)
    first, length = part or (0, annex.bytes)
    if part is not None:
        headers["content-range"] = f"bytes {first}-{first + length - 1}/{annex.bytes}"
    headers["content-length"] = str(length)
    with ExitStack() as opening:
        pieces = opening.enter_context(annexes.opened(place, sha256)).pieces(first, length)
        opened = opening.pop_all()
    return StreamingResponse(
        _closing(opened, pieces),
        status_code=206 if part else 200,
        headers=headers,
        media_type=MEDIA[annex.kind],
        background=BackgroundTask(opened.close),
    )


def _closing(opened: ExitStack, pieces: Iterator[bytes]) -> Iterator[bytes]:
    with opened:
        yield from pieces


def _has_text(deal: Deal) -> bool:
    leading = deal.instruments.get(deal.leading)
    return leading is not None and leading.progress is Progress.EXECUTED


def _is_kept(asked: Asked, sha256: Sha256) -> bool:
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        return False
    try:
        asked.site.the(Annexes).annex(place_asked(asked), sha256)
    except LedgerError as wrong:
        if wrong.code != "file_unknown":
            raise
        return _is_in_log(asked, sha256)
    return True


def _is_in_log(asked: Asked, sha256: Sha256) -> bool:
    """Return whether a file of this digest came with an event of the deal."""
    deal = asked.path["deal"]
    try:
        asked.site.places.deal(deal).blob(One(DEAL, deal), sha256)
    except LedgerError as wrong:
        if wrong.code != "blob_unknown":
            raise
        return False
    return True
