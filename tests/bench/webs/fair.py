"""The small fair, played once and kept, and served as in production, with one of its leads in."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import httpx2
import msgspec
from bench.apis.served import cpu_seconds_of
from bench.frame import talk

from api.http.acting import COOKIE

HOME = Path(".counterseal/bench")
"""Where the fair is kept: played anew if this is removed."""
LEAD = "lead@yunqi.example.org"
READY_SECONDS = 120.0
PLAY_SECONDS = 1800.0
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


class Visitor(msgspec.Struct, frozen=True):
    """Where the fair is served, and the cookie of a lead's session."""

    url: str
    cookie: str
    log: Path

    def cpu_seconds(self) -> float:
        """Return how long the web processes have been at work, PostgreSQL's not counted."""
        found = re.findall(r"web \d+: started, process (\d+)", self.log.read_text("utf-8"))
        return sum(cpu_seconds_of(pid) for pid in found)

    def client(self) -> httpx2.Client:
        """Return a client that is signed in."""
        return httpx2.Client(base_url=self.url, headers={"cookie": self.cookie}, timeout=60)


@contextmanager
def small_fair() -> Iterator[Visitor]:
    """Serve the small fair by two web processes, its wall live."""
    environment = {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": os.pathsep.join(sys.path),
        "COUNTERSEAL_DATA_DIRECTORY": str(HOME.absolute()),
        "COUNTERSEAL_WALL": "live",
        "COUNTERSEAL_READS_PER_SECOND": "100000",
        "COUNTERSEAL_COMMANDS_PER_SECOND": "100000",
    }
    command = [sys.executable, "-m", "api.cli"]
    talk(f"the small fair, in {HOME}")
    playing = [*command, "demo", "--fair", "small"]
    subprocess.run(playing, env=environment, check=True, capture_output=True, timeout=PLAY_SECONDS)
    log = HOME / "bench.log"
    with log.open("wb") as told, subprocess.Popen(
        [*command, "serve", "--port", "0", "--json", "--processes", "2"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=told,
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            url = msgspec.json.decode(process.stdout.readline(), type=dict[str, str])["url"]
            _wait_until_ready(url)
            said = subprocess.run(
                playing, env=environment, check=True, capture_output=True, text=True, timeout=120
            )
            yield Visitor(url, _signed_in(url, said.stdout + said.stderr), log)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def _wait_until_ready(url: str) -> None:
    deadline = monotonic() + READY_SECONDS
    while monotonic() < deadline:
        try:
            if httpx2.get(f"{url}/readyz", timeout=5).status_code == 200:
                return
        except httpx2.HTTPError:
            pass
        sleep(0.5)
    raise TimeoutError(url)


def _signed_in(url: str, said: str) -> str:
    """Return the cookie of the lead, who signs in by the form as everybody does."""
    password = re.search(r"all with the password (\S+)", said)
    code = re.search(rf"^{re.escape(LEAD)}\s+(\d{{6}})", said, re.MULTILINE)
    assert password is not None, said[-300:]
    assert code is not None, said[-300:]
    with httpx2.Client(base_url=url, timeout=60) as client:
        page = client.get("/sign-in").text
        form = page[page.rindex("<form method", 0, page.index('name="address"')) :]
        hidden = dict(_HIDDEN.findall(form[: form.index("</form>")]))
        body = {**hidden, "address": LEAD, "password": password[1], "code": code[1]}
        answer = client.post("/sign-in", data=body, headers={"origin": url})
        assert answer.status_code == 303, answer.text[:300]
        found = re.search(rf"{COOKIE}=[^;]+", answer.headers["set-cookie"])
        assert found is not None
        return found[0]
