"""Resumable uploads as HTTP says them: what stands in the headers, there and back.

A strict subset of draft-ietf-httpbis-resumable-upload: an upload is created without content and
with its length and digest, appended to, asked for its offset, and cancelled. No interim responses.

Source: draft-ietf-httpbis-resumable-upload section 4; RFC 9530 (digests); RFC 9651 (header values).
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

import msgspec
from starlette.requests import Request

from aggregates.vocabulary import Sha256
from api.annexes.annexes import ANNEX_BYTES_MAX
from api.http.operation import Header
from api.refusals import ApiError

PARTIAL: Final = "application/partial-upload"

_NUMBER: Final = re.compile(r"\d{1,15}", re.ASCII)
_DIGEST: Final = re.compile(r"(?:^|,)\s*sha-256=:(?P<value>[A-Za-z0-9+/]{43}=):", re.ASCII)

LENGTH: Final = Header(
    name="Upload-Length",
    about="How many bytes the whole file has.",
    pattern="^[0-9]{1,15}$",
)
COMPLETE: Final = Header(
    name="Upload-Complete",
    about="`?1` if the file ends with this content, else `?0`.",
    pattern=r"^\?[01]$",
)
OFFSET: Final = Header(
    name="Upload-Offset",
    about="How many bytes came before this content.",
    pattern="^[0-9]{1,15}$",
)
DIGEST: Final = Header(
    name="Repr-Digest",
    about="`sha-256=:...:`, the SHA-256 of the whole file in base64 (RFC 9530).",
    pattern=r"^sha-256=:[A-Za-z0-9+/]{43}=:$",
)
DISPOSITION: Final = Header(
    name="Content-Disposition",
    about="`attachment; filename*=UTF-8''...`: what the file is called (RFC 6266).",
    pattern="^attachment.*$",
    required=False,
)


def length_in(request: Request) -> int:
    """Return ``Upload-Length``.

    Raises:
        ApiError: ``upload_header_malformed``.
    """
    return _number(request, LENGTH)


def offset_in(request: Request) -> int:
    """Return ``Upload-Offset``.

    Raises:
        ApiError: ``upload_header_malformed``.
    """
    return _number(request, OFFSET)


def complete_in(request: Request) -> bool:
    """Return ``Upload-Complete``.

    Raises:
        ApiError: ``upload_header_malformed``.
    """
    given = request.headers.get(COMPLETE.name, "").strip()
    if given not in {"?0", "?1"}:
        raise ApiError("upload_header_malformed", header=COMPLETE.name)
    return given == "?1"


def digest_in(request: Request) -> Sha256:
    """Return the SHA-256 in ``Repr-Digest``.

    Raises:
        ApiError: ``upload_header_malformed``.
    """
    found = _DIGEST.search(request.headers.get(DIGEST.name, ""))
    try:
        return base64.b64decode(found["value"], validate=True).hex() if found else _missing()
    except binascii.Error:
        return _missing()


def require_partial(request: Request) -> None:
    """Refuse content that does not say that it is a part of an upload.

    Raises:
        ApiError: ``media_type_unknown``.
    """
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given != PARTIAL:
        raise ApiError("media_type_unknown", wanted=PARTIAL)


class UploadState(msgspec.Struct, frozen=True, kw_only=True):
    """How far an upload is: where to go on, until when. ``location`` is its address."""

    upload: str
    location: str
    offset: int
    length: int
    complete: bool
    expires_at: datetime


def upload_headers(state: UploadState, at: datetime) -> Mapping[str, str]:
    """Return what the headers say of an upload."""
    seconds = max(int((state.expires_at - at).total_seconds()), 0)
    return {
        "location": state.location,
        "upload-offset": str(state.offset),
        "upload-length": str(state.length),
        "upload-complete": "?1" if state.complete else "?0",
        "upload-limit": f"max-size={ANNEX_BYTES_MAX}, min-size=1, max-age={seconds}",
    }


def _number(request: Request, header: Header) -> int:
    given = request.headers.get(header.name, "").strip()
    if not _NUMBER.fullmatch(given):
        raise ApiError("upload_header_malformed", header=header.name)
    return int(given)


def _missing() -> Sha256:
    raise ApiError("upload_header_malformed", header=DIGEST.name)
