"""Clients that listen to the feed over real HTTP, as a browser's EventSource does."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse
from io import StringIO
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import msgspec
from http_fair import Fair, Person
from waiting import until

from api.accounts.identities import AccountIdentities
from api.http.app import create_app
from api.http.log import json_logger
from api.http.serving import serving
from api.settings import Settings
from api.storage.reading import Reading
from api.storage.views import Views
from api.streams.streams import Streams


class Heard:
    """What a client has heard: messages, the last id, and how the stream has ended."""

    def __init__(self) -> None:
        self.messages: list[Any] = []
        self.ids: list[int] = []
        self.lines: list[str] = []
        self.end = ""

    @property
    def positions(self) -> list[int]:
        """Where what was heard happened."""
        return [one["position"] for one in self.messages]

    @property
    def types(self) -> list[str]:
        """What was heard of."""
        return [one["type"] for one in self.messages]

    def takes(self, response: HTTPResponse) -> None:
        """Read the stream to its end (HTML Living Standard, section 9.2.6)."""
        while line := response.readline():
            text = line.decode().rstrip("\r\n")
            field, _, value = text.partition(": ")
            if field == "id":
                self.ids.append(int(value))
            elif field == "data":
                self.messages.append(msgspec.json.decode(value))
            self.lines.append(text)


class Listener:
    """A client of the feed, which has asked and is answered."""

    def __init__(self, who: Person, after: int, headers: dict[str, str], url: str = "") -> None:
        base = urlsplit(url or str(who.fair.client.base_url))
        self._connection = HTTPConnection(base.hostname or "", base.port, timeout=60)
        path = f"/api/v1/events?edition={who.fair.edition}&after={after}"
        sent = {"accept": "text/event-stream", **who.cookie, **headers}
        self._connection.request("GET", path, headers=sent)
        self.line = self._connection.sock
        self.response = self._connection.getresponse()
        self.heard = Heard()

    def follow(self) -> None:
        """Read to the end, and note how it ended."""
        try:
            self.heard.takes(self.response)
        except (OSError, HTTPException, ValueError):
            self.heard.end = "broken"
        else:
            self.heard.end = "whole"

    def hang_up(self) -> None:
        """Hear no more."""
        with suppress(OSError):
            self.line.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Give everything back."""
        self.response.close()
        self._connection.close()


@contextmanager
def listening(who: Person, after: int = 0, url: str = "", **headers: str) -> Iterator[Heard]:
    """Listen for as long as a test needs it, at the fair's own server or at another."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    listener = Listener(who, after, named, url)
    assert listener.response.status == 200, listener.response.read()
    assert listener.response.headers["content-type"].startswith("text/event-stream")
    thread = Thread(target=listener.follow, daemon=True)
    thread.start()
    try:
        until(lambda: bool(listener.heard.lines))
        yield listener.heard
    finally:
        listener.hang_up()
        thread.join(20)
        listener.close()


@contextmanager
def beside(fair: Fair, **bounds: float) -> Iterator[str]:
    """Serve a fair by another server as well, whose streams have bounds of choice."""
    house, dsn = fair.house, fair.house.database.dsn()
    reading, views = Reading(dsn), Views(dsn)
    streams = Streams(views, **bounds)  # type: ignore[arg-type] - whole numbers are
    app = create_app(
        house.installation,
        Settings(data_directory=fair.folder, reads_per_second=10_000),
        AccountIdentities(house.accounts, reading),
        (house.accounts, reading, views, streams),
        clock=house.clock,
        log=json_logger(StringIO()),
    )
    with serving(app) as url:
        yield url
