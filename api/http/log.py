"""One line of JSON a request: what was asked, how it ended, how long it took; and no content.

What is logged are names of endpoints, codes, ids and figures. No body, query, header, secret or
text of a deal or person is, nor the message of an exception, which may quote any of them.
"""

from __future__ import annotations

import re
import sys
import traceback
from logging import INFO
from time import perf_counter
from typing import Final, TextIO

import msgspec
import structlog
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import ids
from api.http.metrics import Metrics

_ID: Final = re.compile(r"[A-Za-z0-9._:-]{8,128}", re.ASCII)

Logger = structlog.typing.FilteringBoundLogger


def json_logger(stream: TextIO | None = None) -> Logger:
    """Return a logger that writes a JSON object a line, with level and instant (UTC)."""
    logger: Logger = structlog.wrap_logger(
        structlog.WriteLogger(stream or sys.stderr),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(_line),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(INFO),
    )
    return logger


def _line(event: object, **_: object) -> str:
    return msgspec.json.encode(event, enc_hook=repr).decode()


def places_of(error: BaseException) -> list[str]:
    """Return where an exception came from, without what it says."""
    return [
        f"{frame.filename.rpartition('site-packages/')[2]}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)[-12:]
    ]


class RequestLog:
    """Gives each request its id, logs it, and counts it."""

    def __init__(self, app: ASGIApp, log: Logger, metrics: Metrics) -> None:
        self._app = app
        self._log = log
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and write the line when the answer is sent."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = _identified(scope)
        status, begin = 500, perf_counter()

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"].append((b"x-request-id", state["request_id"].encode()))
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            self._note(scope, status, perf_counter() - begin)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        state = scope["state"]
        operation = state.get("operation", "none")
        self._metrics.request(operation, status, seconds)
        self._log.info(
            "request",
            operation=operation,
            method=scope["method"],
            status=status,
            milliseconds=round(seconds * 1000, 1),
            request_id=state["request_id"],
            correlation_id=state["correlation_id"],
            actor=state.get("actor", ""),
            code=state.get("code", ""),
        )


def _identified(scope: Scope) -> dict[str, str]:
    """Return the state of the request, with its ids: the client's where they are well formed."""
    headers = Headers(scope=scope)
    state: dict[str, str] = scope.setdefault("state", {})
    state["request_id"] = _well_formed(headers.get("x-request-id")) or ids.new_id()
    state["correlation_id"] = _well_formed(headers.get("x-correlation-id")) or state["request_id"]
    return state


def _well_formed(given: str | None) -> str:
    return given if given is not None and _ID.fullmatch(given) else ""
