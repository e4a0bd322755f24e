"""Sends requests, and sends them again when the server asks for it: a command happens once.

A command goes with a key of its own. When the connection is lost or the server says 503, the same
request is sent again under the same key, and gets the first answer if it had been recorded.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import cache
from http.cookies import SimpleCookie
from ssl import SSLContext
from types import TracebackType
from typing import Final, Self, TypeVar

import httpx2
import msgspec

from api.client.answers import Answered, ProblemError
from api.client.schemas import Problem

T = TypeVar("T")

SESSION: Final = "__Host-session"
ATTEMPTS: Final = 5
LONGEST_PAUSE_SECONDS: Final = 5.0
TIMEOUT_SECONDS: Final = 60.0


@cache
def _authorities() -> SSLContext:
    """Return who is believed about servers: read once, for it takes longer than many a request."""
    return httpx2.create_ssl_context()


class Transport:
    """One server, as one person or nobody. Not safe for threads."""

    def __init__(
        self,
        url: str,
        *,
        key: str = "",
        session: str = "",
        language: str = "en",
        attempts: int = ATTEMPTS,
    ) -> None:
        """``key`` is an API key; without one, the session of a sign-in is kept and sent."""
        headers = {"accept-language": language}
        if key:
            headers["authorization"] = f"Bearer {key}"
        self._http = httpx2.Client(
            base_url=url, headers=headers, timeout=TIMEOUT_SECONDS, verify=_authorities()
        )
        self._attempts = attempts
        self._session = session

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the connections."""
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def sent(  # noqa: PLR0913 - what HTTP asks for
        self,
        method: str,
        path: str,
        answer: type[T],
        *,
        query: Mapping[str, object] | None = None,
        body: object = None,
        headers: Mapping[str, object] | None = None,
        media: str = "application/json",
    ) -> Answered[T]:
        """Return what the server answers, decoded; what is ``None`` in a mapping is not sent.

        ``media`` is the type of the body.

        Raises:
            ProblemError: what the server refuses.
            httpx2.TransportError: it can not be reached.
        """
        content = b"" if body is None else _content(body)
        given = {"content-type": media, **_present(headers)}
        if self._session:
            given["cookie"] = f"{SESSION}={self._session}"
        request = self._http.build_request(
            method, path, params=_present(query), content=content, headers=given
        )
        response = self._answered(request)
        self._keep_session(response)
        return Answered(_decoded(response, answer), _version(response))

    def _keep_session(self, response: httpx2.Response) -> None:
        """Keep the cookie of a session; a jar would not send it to a server without TLS."""
        for line in response.headers.get_list("set-cookie"):
            found = SimpleCookie(line).get(SESSION)
            if found is not None:
                self._session = found.value

    def _answered(self, request: httpx2.Request) -> httpx2.Response:
        for attempt in range(1, self._attempts):
            try:
                response = self._http.send(request)
            except httpx2.TransportError:
                if not _is_repeatable(request):
                    raise
                time.sleep(min(0.1 * 2**attempt, LONGEST_PAUSE_SECONDS))
                continue
            if response.status_code != 503:
                return response
            time.sleep(_pause(response))
        return self._http.send(request)


def _content(body: object) -> bytes:
    return body if isinstance(body, bytes) else msgspec.json.encode(body)


def _present(values: Mapping[str, object] | None) -> dict[str, str]:
    return {name: str(value) for name, value in (values or {}).items() if value is not None}


def _is_repeatable(request: httpx2.Request) -> bool:
    return request.method in {"GET", "HEAD"} or "idempotency-key" in request.headers


def _pause(response: httpx2.Response) -> float:
    asked = response.headers.get("retry-after", "1")
    return min(float(asked) if asked.isdecimal() else 1.0, LONGEST_PAUSE_SECONDS)


def _decoded(response: httpx2.Response, answer: type[T]) -> T:
    if response.status_code >= 400:
        raise ProblemError(_problem(response))
    content = response.content
    if answer is bytes:
        return msgspec.convert(content, answer)
    return msgspec.json.decode(content or b"null", type=answer)


def _problem(response: httpx2.Response) -> Problem:
    try:
        return msgspec.json.decode(response.content, type=Problem)
    except msgspec.MsgspecError:
        status = response.status_code
        return Problem(
            type="about:blank", title="", status=status, detail="", code=f"status_{status}"
        )


def _version(response: httpx2.Response) -> int | None:
    etag = response.headers.get("etag", "").strip('"')
    return int(etag) if etag.isdecimal() else None
