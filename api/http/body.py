"""What comes in: read up to a bound, decoded strictly, its texts in their normal form."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import TypeVar, cast

import msgspec
from starlette.requests import ClientDisconnect, Request

from aggregates.canonical import canonical_text
from api.refusals import ApiError

T = TypeVar("T")

DEPTH_MAX = 32
"""Deeper than any body that an endpoint takes."""

_FAULT = re.compile(r"(?P<reason>.*?)(?: - at `(?P<path>\$.*)`)?", re.DOTALL)


async def chunks_of(request: Request, most: int) -> AsyncIterator[bytes]:
    """Yield the body as it comes, and stop reading where it is longer than ``most`` bytes.

    Raises:
        ApiError: ``body_too_large``.
    """
    declared = request.headers.get("content-length", "0")
    received = int(declared) if declared.isdecimal() else 0
    if received > most:
        raise ApiError("body_too_large", most=most)
    received = 0
    try:
        async for chunk in request.stream():
            received += len(chunk)
            if received > most:
                raise ApiError("body_too_large", most=most)
            yield chunk
    except ClientDisconnect:
        raise ApiError("body_malformed", path="$", reason="it ended too soon") from None


async def body_of(request: Request, most: int) -> bytes:
    """Return the whole body.

    Raises:
        ApiError: ``body_too_large``; ``media_type_unknown`` unless it is JSON.
    """
    media_type = request.headers.get("content-type", "application/json").partition(";")[0]
    if media_type.strip().lower() != "application/json":
        raise ApiError("media_type_unknown", wanted="application/json")
    return b"".join([chunk async for chunk in chunks_of(request, most)])


async def raw_body_of(request: Request, media_type: str, most: int) -> bytes:
    """Return the whole body, which is no JSON.

    Raises:
        ApiError: ``body_too_large``; ``media_type_unknown`` unless it is of this type.
    """
    require_media_type(request, media_type)
    return b"".join([chunk async for chunk in chunks_of(request, most)])


def require_media_type(request: Request, media_type: str) -> None:
    """Refuse a body that says to be of another type, or does not say.

    Raises:
        ApiError: ``media_type_unknown``.
    """
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given != media_type:
        raise ApiError("media_type_unknown", wanted=media_type)


def document_of(body: bytes) -> object:
    """Return a JSON body as plain values, every text NFC with LF. No body is an empty object.

    Raises:
        ApiError: ``body_malformed``.
    """
    try:
        return _normal(msgspec.json.decode(body or b"{}"), DEPTH_MAX)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as wrong:
        reason = "it is nested too deeply" if isinstance(wrong, RecursionError) else str(wrong)
        raise ApiError("body_malformed", path="$", reason=reason) from None


def decoded(document: object, wanted: type[T]) -> T:
    """Return a document as what the endpoint takes; what it does not know, it refuses.

    Raises:
        ApiError: ``body_malformed`` with the JSON path.
    """
    try:
        return msgspec.convert(document, wanted)
    except (msgspec.ValidationError, OverflowError) as wrong:
        fault = _FAULT.fullmatch(str(wrong))
        path, reason = (fault["path"], fault["reason"]) if fault else (None, "")
        raise ApiError("body_malformed", path=path or "$", reason=reason) from None


def _normal(node: object, depth: int) -> object:
    if depth < 0:
        raise RecursionError
    match node:
        case str():
            return canonical_text(node)
        case list():
            return [_normal(item, depth - 1) for item in cast("list[object]", node)]
        case dict():
            items = cast("dict[str, object]", node).items()
            return {canonical_text(key): _normal(item, depth - 1) for key, item in items}
        case _:
            return node
