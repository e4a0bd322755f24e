"""The query of an address, decoded strictly."""

from __future__ import annotations

from functools import cache
from typing import cast

import msgspec
from starlette.requests import Request

from aggregates.canonical import canonical_text
from api.refusals import ApiError


def query_of(request: Request, wanted: object) -> object:
    """Return the query as the struct ``wanted``; what that does not know is refused.

    A parameter that is there twice is refused too, for it could mean either.

    Raises:
        ApiError: ``query_malformed`` with what is wrong.
    """
    names = _fields(wanted)
    given: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name in given or name not in names:
            raise ApiError("query_malformed", reason=f"the parameter {name[:64]!r}")
        given[name] = canonical_text(value)
    try:
        return msgspec.convert(given, cast("type[object]", wanted), strict=False)
    except (msgspec.ValidationError, OverflowError) as wrong:
        raise ApiError("query_malformed", reason=str(wrong)) from None


@cache
def _fields(wanted: object) -> frozenset[str]:
    fields = msgspec.structs.fields(cast("type", wanted))
    return frozenset(field.encode_name for field in fields)
