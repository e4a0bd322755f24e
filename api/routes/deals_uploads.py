"""Handing in annexes: begun, appended to, gone on with after an interruption, cancelled."""

from __future__ import annotations

from contextlib import AsyncExitStack, ExitStack
from inspect import getdoc
from typing import Final

import anyio
import msgspec
from starlette.concurrency import run_in_threadpool

from aggregates.deal import DEAL
from api.annexes.annex import Annex
from api.annexes.annexes import Annexes, is_refusal
from api.annexes.names import disposed_name
from api.http.annexing import place_asked
from api.http.asked import Asked
from api.http.body import chunks_of
from api.http.guard import require_related
from api.http.operation import Header, Method, Operation
from api.http.reply import Reply
from api.http.router import Handler, Router
from api.http.uploading import (
    COMPLETE,
    DIGEST,
    DISPOSITION,
    LENGTH,
    OFFSET,
    PARTIAL,
    UploadState,
    complete_in,
    digest_in,
    length_in,
    offset_in,
    require_partial,
    upload_headers,
)
from api.refusals import ApiError
from api.storage.uploads import UploadRow
from ledger.errors import LedgerError
from ledger.files.upload import Upload
from ledger.sources import One
from signing.errors import SignatureError

router = Router("annexes")

STALL_SECONDS: Final = 30
"""How long one waits for the next bytes; what has come by then is kept."""
TOGETHER: Final = 1024 * 1024
"""So much is sealed and written at once."""


class UploadEnd(msgspec.Struct, frozen=True, kw_only=True):
    """How far an upload is; ``annex`` is what it became when its last byte had come."""

    state: UploadState
    annex: Annex | None = None


def begin_upload(asked: Asked) -> Reply:
    """Begin to hand in an annex of a deal. Its content follows, in parts, to the `Location`.

    It is taken to be what its content is, whatever its name says: PDF, PNG, JPEG, DOCX, XLSX, or
    UTF-8 text; one byte to 2 GiB. Who may read the terms may read it from its last byte on.

    Raises:
        ApiError: ``upload_header_malformed``, ``annex_name_malformed``, ``annex_too_large``,
            ``annex_quota_of_deal``, ``annex_quota_of_organisation``, ``deal_unknown``.
    """
    _require_deal(asked)
    if complete_in(asked.request) or asked.request.headers.get("content-length", "0") != "0":
        raise ApiError("upload_header_malformed", header=COMPLETE.name)
    name = disposed_name(asked.request.headers.get(DISPOSITION.name, ""))
    sha256, length = digest_in(asked.request), length_in(asked.request)
    annexes = asked.site.the(Annexes)
    row, _ = annexes.begin(place_asked(asked), asked.actor, name, sha256, length, asked.at)
    return _told(asked, row, 0, status=201)


def read_upload(asked: Asked) -> Reply:
    """Return how far an upload of one's own is: with `HEAD`, the headers alone.

    Raises:
        ApiError: ``upload_unknown``, ``deal_unknown``.
    """
    _require_deal(asked)
    row = _row(asked)
    progress = asked.site.the(Annexes).progress(row)
    return _told(asked, row, row.bytes if progress is None else progress.offset, progress is None)


def look_at_upload(asked: Asked) -> Reply:
    """Return how far an upload of one's own is, in the headers.

    Raises:
        ApiError: ``upload_unknown``, ``deal_unknown``.
    """
    told = read_upload(asked)
    return Reply(status=204, headers=told.headers)


async def append_to_upload(asked: Asked) -> Reply:
    """Append to an upload, from the offset where it is. What has come counts whatever follows.

    With `Upload-Complete: ?1` the file ends here: it is compared with its announced digest, looked
    into, and becomes an annex, or is refused and gone.

    Raises:
        ApiError: ``upload_header_malformed``, ``media_type_unknown``, ``upload_unknown``,
            ``upload_finished``, ``upload_offset_differs``, ``upload_stalled``, ``annex_differs``,
            ``annex_kind_refused``, ``annex_two_kinds``, ``annex_damaged``, ``annex_macros``,
            ``annex_reaches_out``, ``annex_bomb``, ``annex_not_examined``, ``examiner_busy``,
            ``deal_unknown``.
        LedgerError: ``draft_busy``, ``upload_too_long``, ``upload_incomplete``.
        SignatureError: ``foreign_acts``, ``foreign_embeds``, ``foreign_encrypted``,
            ``foreign_unreadable``.
    """
    await run_in_threadpool(_require_deal, asked)
    require_partial(asked.request)
    complete, offset = complete_in(asked.request), offset_in(asked.request)
    row = await run_in_threadpool(_row, asked)
    try:
        with ExitStack() as writing:
            upload = await run_in_threadpool(_resumed, asked, row, writing)
            _require_offset(upload, offset)
            await _received(asked, upload)
            if not complete:
                return _told(asked, row, upload.offset)
            finish = asked.site.the(Annexes).finish
            annex, new = await run_in_threadpool(finish, upload, asked.site.clock())
    except (ApiError, SignatureError) as wrong:
        if is_refusal(wrong):  # it would be refused again
            await run_in_threadpool(asked.site.the(Annexes).discard, row)
        raise
    annex = await run_in_threadpool(_settled, asked, row, annex, new)
    return _told(asked, row, row.bytes, complete=True, annex=annex)


def cancel_upload(asked: Asked) -> None:
    """Cancel an upload: it is gone. What it had become an annex before stays.

    Raises:
        ApiError: ``upload_unknown``, ``deal_unknown``.
        LedgerError: ``draft_busy``.
    """
    _require_deal(asked)
    asked.site.the(Annexes).discard(_row(asked))


def _require_offset(upload: Upload, provided: int) -> None:
    if upload.offset != provided:
        raise ApiError("upload_offset_differs", expected=upload.offset, provided=provided)


async def _received(asked: Asked, upload: Upload) -> None:
    """Take what comes; whatever ends it, what has come is kept."""
    chunks = chunks_of(asked.request, upload.announced.length - upload.offset)
    waiting = bytearray()
    async with AsyncExitStack() as keeping:
        keeping.push_async_callback(_kept, upload, waiting)
        while True:
            try:
                with anyio.fail_after(STALL_SECONDS):
                    chunk = await anext(chunks, b"")
            except TimeoutError:
                raise ApiError("upload_stalled", seconds=STALL_SECONDS) from None
            if not chunk:
                return
            waiting += chunk
            if len(waiting) >= TOGETHER:
                taken = bytes(waiting)
                waiting.clear()
                await run_in_threadpool(upload.append, taken)


async def _kept(upload: Upload, waiting: bytearray) -> None:
    with anyio.CancelScope(shield=True):
        await run_in_threadpool(_kept_now, upload, bytes(waiting))


def _kept_now(upload: Upload, waiting: bytes) -> None:
    upload.append(waiting)
    upload.sync()


def _settled(asked: Asked, row: UploadRow, annex: Annex, new: bool) -> Annex:  # noqa: FBT001 - said by its name
    """Let the upload go; return the annex as it is known: the same file may have come before."""
    annexes = asked.site.the(Annexes)
    if new:
        annexes.settle(row, asked.site.clock())
        return annex
    annexes.discard(row)
    return annexes.annex(place_asked(asked), annex.sha256)


def _resumed(asked: Asked, row: UploadRow, writing: ExitStack) -> Upload:
    annexes = asked.site.the(Annexes)
    if row.finished_at is not None or annexes.progress(row) is None:
        raise ApiError("upload_finished")
    try:
        return writing.enter_context(annexes.resumed(row))
    except LedgerError as wrong:
        if wrong.code == "draft_unknown":
            raise ApiError("upload_unknown", upload=row.id) from None
        raise


def _row(asked: Asked) -> UploadRow:
    annexes = asked.site.the(Annexes)
    return annexes.upload(place_asked(asked), asked.path["upload"], asked.actor, asked.at)


def _require_deal(asked: Asked) -> None:
    deal = asked.path["deal"]
    require_related(asked, asked.site.places.deal(deal).state(One(DEAL, deal)))


def _told(
    asked: Asked,
    row: UploadRow,
    offset: int,
    complete: bool = False,  # noqa: FBT001, FBT002 - as the header says it
    annex: Annex | None = None,
    status: int = 200,
) -> Reply:
    state = UploadState(
        upload=row.id,
        location=f"/api/v1/deals/{asked.path['deal']}/uploads/{row.id}",
        offset=offset,
        length=row.bytes,
        complete=complete,
        expires_at=row.expires_at,
    )
    headers = upload_headers(state, asked.at)
    return Reply(content=UploadEnd(state=state, annex=annex), headers=headers, status=status)


def _serve(
    method: Method,
    handler: Handler,
    *,
    answer: object = None,
    headers: tuple[Header, ...] = (),
    status: int = 200,
    takes: str = "",
) -> None:
    one = "" if method == "POST" else "/{upload}"
    router.add(
        Operation(
            id=handler.__name__,
            method=method,
            path=f"/deals/{{deal}}/uploads{one}",
            tag=router.tag,
            about=getdoc(handler) or "",
            answer=answer,
            headers=headers,
            status=status,
            streams=True,
            takes=takes,
            limit="read" if method in {"GET", "HEAD"} else "command",
        ),
        handler,
    )


_serve(
    "POST",
    begin_upload,
    answer=UploadEnd,
    headers=(COMPLETE, LENGTH, DIGEST, DISPOSITION),
    status=201,
)
_serve("GET", read_upload, answer=UploadEnd)
_serve("HEAD", look_at_upload)
_serve("PATCH", append_to_upload, answer=UploadEnd, headers=(COMPLETE, OFFSET), takes=PARTIAL)
_serve("DELETE", cancel_upload)
