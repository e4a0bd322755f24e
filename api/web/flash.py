"""What the page after a form says of what was done: carried by the browser, sealed by us."""

from __future__ import annotations

from typing import Final, Literal

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from api.refusals import ApiError
from api.web.seals import Seals

COOKIE: Final = "__Host-said"
_LIST: Final = "said"
_SECONDS: Final = 60
_TEXT_MAX: Final = 600


class Flash(msgspec.Struct, frozen=True):
    """A line for the reader. ``position``: of the edition's log, up to which it is about."""

    kind: Literal["done", "note", "warning"]
    text: str
    edition: str = ""
    position: int = 0


def take_along(response: Response, seals: Seals, said: Flash) -> None:
    """Let the next page say it."""
    short = msgspec.structs.replace(said, text=said.text[:_TEXT_MAX])
    sealed = seals.sealed.cursor(_LIST, short)
    response.set_cookie(
        COOKIE, sealed, max_age=_SECONDS, secure=True, httponly=True, samesite="lax"
    )


def said_before(request: Request, seals: Seals) -> Flash | None:
    """Return what the page before left to say; nothing of what is not ours."""
    try:
        return seals.sealed.place(_LIST, request.cookies.get(COOKIE, ""), Flash)
    except ApiError:
        return None


def forget(response: Response) -> None:
    """Let it be said once."""
    response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="lax")
