"""Asking a provider over HTTPS: for so long, for so much, and at the address that was meant.

No redirect is followed, no proxy of the environment is used, and an answer is taken as it comes:
nothing is unpacked, so that little does not become much.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, TypeVar
from urllib.parse import urlsplit

import httpx2
import msgspec

ANSWER_BYTES: Final = 256 * 1024
"""Far longer than what any provider says of itself, or any set of keys."""
URL_MAX: Final = 2000

_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})

T = TypeVar("T")


class UnansweredError(Exception):
    """A provider did not answer, or not so that it could be used; ``reason`` is one word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """How providers are reached: within ``seconds`` for the whole of a question and its answer."""

    seconds: float
    insecure_loopback: bool = False


class Said(msgspec.Struct, frozen=True):
    """What a provider said."""

    status: int
    content: bytes

    def read(self, kind: type[T]) -> T:
        """Return it as a ``kind``.

        Raises:
            UnansweredError: ``content`` if it is no JSON, or says something else.
        """
        try:
            return msgspec.json.decode(self.content, type=kind)
        except (msgspec.DecodeError, RecursionError) as wrong:
            raise UnansweredError("content") from wrong


def is_fit(url: str, way: Way) -> bool:
    """Return whether a provider may be asked at ``url``: HTTPS, or on this machine if that is let.

    A provider is named by the operator, and may stand in the operator's own network: its address is
    not looked at.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    plain = url.isascii() and url.isprintable() and not {" ", "\\", "#"} & set(url)
    if not plain or len(url) > URL_MAX or not host or parts.username is not None:
        return False
    return parts.scheme == "https" or (
        parts.scheme == "http" and way.insecure_loopback and host in _LOOPBACK
    )


async def fetched(
    url: str,
    way: Way,
    certificates: str = "",
    *,
    form: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Said:
    """Return what is said at ``url``, where ``form`` is posted if there is one.

    Raises:
        UnansweredError: ``address``, ``timeout``, ``tls``, ``connection``, ``length``.
    """
    if not is_fit(url, way):
        raise UnansweredError("address")
    asking = {"accept": "application/json", "accept-encoding": "identity", **(headers or {})}
    try:
        async with asyncio.timeout(way.seconds):
            context = await asyncio.to_thread(_context, certificates)
            async with (
                httpx2.AsyncClient(verify=context, trust_env=False, timeout=way.seconds) as client,
                client.stream(
                    "GET" if form is None else "POST", url, data=form, headers=asking
                ) as answer,
            ):
                return Said(answer.status_code, await _read(answer))
    except (TimeoutError, httpx2.TimeoutException) as late:
        raise UnansweredError("timeout") from late
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as wrong:
        raise UnansweredError("tls" if _is_about_tls(wrong) else "connection") from wrong


async def _read(answer: httpx2.Response) -> bytes:
    content = bytearray()
    async for part in answer.aiter_raw():
        content += part
        if len(content) > ANSWER_BYTES:
            raise UnansweredError("length")
    return bytes(content)


@lru_cache
def _context(certificates: str) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=certificates or None)


def _is_about_tls(error: BaseException) -> bool:
    """Return whether an error, or one that it came of, is about certificates or TLS."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return True
        cause = cause.__cause__ or cause.__context__
    return False
