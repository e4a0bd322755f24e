"""The small fair, played once and kept, and served as in production, with two of its people in."""

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

from aggregates.vocabulary import Role
from api.clock import now
from api.fair.entrants import Entrant, remembered
from api.http.acting import COOKIE

HOME = Path(".counterseal/bench")
"""Where the fair is kept: played anew if this is removed."""
LEAD = "lead@yunqi.example.org"
OFFICIAL = "official"
"""The role of the other one who is in."""
READY_SECONDS = 120.0
PLAY_SECONDS = 1800.0
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


class Visitor(msgspec.Struct, frozen=True):
    """Where the fair is served, and the cookies of a lead's session and of an official's."""

    url: str
    cookie: str
    official: str
    log: Path

    def cpu_seconds(self) -> float:
        """Return how long the web processes have been at work, PostgreSQL's not counted."""
        found = re.findall(r"web \d+: started, process (\d+)", self.log.read_text("utf-8"))
        return sum(cpu_seconds_of(pid) for pid in found)

    def client(self, role: str = "lead") -> httpx2.Client:
        """Return a client that is signed in, as the lead or as the official."""
        cookie = self.official if role == OFFICIAL else self.cookie
        return httpx2.Client(base_url=self.url, headers={"cookie": cookie}, timeout=60)


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
            entrants = remembered(HOME.absolute())
            lead = next(one for one in entrants if one.email == LEAD)
            official = next(one for one in entrants if one.role is Role.OFFICIAL)
            yield Visitor(url, _signed_in(url, lead), _signed_in(url, official), log)
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


def _signed_in(url: str, who: Entrant) -> str:
    """Return the cookie of somebody, who signs in by the form as everybody does.

    With the code after that of the moment, which the play may have used up just now.
    """
    with httpx2.Client(base_url=url, timeout=60) as client:
        page = client.get("/sign-in").text
        form = page[page.rindex("<form method", 0, page.index('name="address"')) :]
        hidden = dict(_HIDDEN.findall(form[: form.index("</form>")]))
        typed = {"address": who.email, "password": who.password, "code": who.following_code(now())}
        answer = client.post("/sign-in", data={**hidden, **typed}, headers={"origin": url})
        assert answer.status_code == 303, _refusal(answer.text)
        found = re.search(rf"{COOKIE}=[^;]+", answer.headers["set-cookie"])
        assert found is not None
        return found[0]


def _refusal(page: str) -> str:
    """Return what a page says of a form that was refused."""
    found = re.search(r'role="alert"[^>]*>([^<]*)', page)
    return found[1] if found else page[:300]
