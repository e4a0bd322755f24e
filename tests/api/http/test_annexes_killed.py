"""A server that is killed in the middle of an upload: it goes on where it was; nothing is lost."""

from __future__ import annotations

import base64
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import httpx2
from http_deal import Negotiation

from ledger.files.upload import SYNC_BYTES

CONTENT = b"0123456789abcdef" * (3 * SYNC_BYTES // 16)
PARTIAL = {"content-type": "application/partial-upload"}


@contextmanager
def web(negotiation: Negotiation) -> Iterator[tuple[str, int]]:
    """Serve the fair by a process of its own; give its address and its id."""
    fair = negotiation.fair
    with socket.create_server(("127.0.0.1", 0)) as listening:
        number = listening.fileno()
        environment = {
            "PATH": os.defpath,
            "DATABASE_URL": fair.house.database.dsn(),
            "COUNTERSEAL_DATA_DIRECTORY": str(fair.folder.absolute()),
        }
        command = [sys.executable, "-m", "api.cli", "web", str(number)]
        process = subprocess.Popen(command, env=environment, pass_fds=[number])
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}", process.pid
        finally:
            process.kill()
            process.wait()


def begun(negotiation: Negotiation) -> str:
    value = base64.b64encode(hashlib.sha256(CONTENT).digest()).decode()
    headers = {
        **negotiation.lin.cookie,
        "upload-complete": "?0",
        "upload-length": str(len(CONTENT)),
        "repr-digest": f"sha-256=:{value}:",
    }
    said = negotiation.fair.said("POST", f"/deals/{negotiation.deal}/uploads", headers=headers)
    return str(said.then(201).response.headers["location"])


def half_sent(url: str, path: str, cookie: str) -> socket.socket:
    """Send more than what is kept by itself, and keep the line open."""
    where = urlsplit(url)
    line = socket.create_connection((where.hostname or "", where.port or 0), timeout=60)
    head = (
        f"PATCH {path} HTTP/1.1\r\nHost: {where.netloc}\r\nCookie: {cookie}\r\n"
        "Content-Type: application/partial-upload\r\nUpload-Offset: 0\r\nUpload-Complete: ?1\r\n"
        f"Content-Length: {len(CONTENT)}\r\n\r\n"
    )
    line.sendall(head.encode() + CONTENT[: 2 * SYNC_BYTES])
    return line


def offset(negotiation: Negotiation, path: str) -> int:
    headers = negotiation.lin.cookie
    said = negotiation.fair.said("HEAD", path.removeprefix("/api/v1"), headers=headers).then(204)
    return int(said.response.headers["upload-offset"])


def test_a_killed_server_loses_nothing_that_it_kept(opened: Negotiation) -> None:
    path, cookie = begun(opened), opened.lin.cookie["cookie"]
    with web(opened) as (url, process), half_sent(url, path, cookie):
        deadline = time.monotonic() + 60
        while not offset(opened, path):
            assert time.monotonic() < deadline
            time.sleep(0.02)
        os.kill(process, signal.SIGKILL)
    kept = offset(opened, path)
    assert SYNC_BYTES <= kept < len(CONTENT)
    headers = {
        **opened.lin.cookie,
        **PARTIAL,
        "upload-offset": str(kept),
        "upload-complete": "?1",
    }
    rest: httpx2.Response = opened.fair.client.patch(path, content=CONTENT[kept:], headers=headers)
    assert rest.status_code == 200, rest.text
    given = opened.reads(opened.ana, f"/annexes/{hashlib.sha256(CONTENT).hexdigest()}")
    assert given.then().response.content == CONTENT
