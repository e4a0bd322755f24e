"""The receiver of the how-to takes what is ours, once, and refuses everything else."""

from __future__ import annotations

import asyncio
import ssl
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from socket import create_connection, create_server

import pytest
from waiting import until

from api import ids
from api.clock import now
from api.webhooks.address import target_of
from api.webhooks.sending import Way, resolved, send
from api.webhooks.signing import Message, SigningKeys, Where, headers

PAGE = Path(__file__).parents[3] / "docs/how-to/receive-webhooks.md"
LOCAL = Way(resolve=resolved, context=ssl.create_default_context(), insecure_loopback=True)
KEYS, OTHERS = SigningKeys(ids.key(), ids.key()), SigningKeys(ids.key(), ids.key())
OFFER = Message(
    id="log:4711",
    type="deal.offer_tabled.v1",
    timestamp=now(),
    data=Where(log=None, position=4711, deal="d1"),
)


class Receiver:
    """The program of the page, as it stands there."""

    def __init__(self) -> None:
        program = PAGE.read_text("utf-8").partition("```python\n")[2].partition("```")[0]
        with create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        command = [sys.executable, "-c", program, str(self.port), KEYS.secret]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
        )
        until(self.listens)

    def listens(self) -> bool:
        """Return whether somebody is there."""
        try:
            create_connection(("127.0.0.1", self.port), 1).close()
        except OSError:
            return False
        return True

    def sent(self, message: Message, *keys: SigningKeys, ago: float = 0) -> int:
        """Send a message signed so long ago, and return what the program answers."""
        target = target_of(f"http://127.0.0.1:{self.port}/", insecure_loopback=True)
        head = headers(message, keys, now() - timedelta(minutes=ago))
        return asyncio.run(send(target, head, message.body, LOCAL)).status

    def ended(self) -> list[str]:
        """End it, and return what it has printed."""
        self.process.terminate()
        return self.process.communicate(timeout=20)[0].splitlines()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Run the program of the page."""
    made = Receiver()
    yield made
    if made.process.poll() is None:
        made.ended()


def test_it_takes_what_is_ours_and_each_message_once(receiver: Receiver) -> None:
    assert [receiver.sent(OFFER, KEYS), receiver.sent(OFFER, KEYS)] == [204, 204]
    assert receiver.sent(OFFER, OTHERS, KEYS) == 204  # while the secret is being rotated
    assert receiver.ended() == ["deal.offer_tabled.v1 4711"]


def test_it_refuses_what_is_of_others_or_old(receiver: Receiver) -> None:
    assert receiver.sent(OFFER, OTHERS) == 401
    assert receiver.sent(OFFER, KEYS, ago=10) == 401
    assert receiver.ended() == []


def test_it_is_no_longer_than_the_page_says() -> None:
    program = PAGE.read_text("utf-8").partition("```python\n")[2].partition("```")[0]
    lines = [
        line for line in program.splitlines() if line and not line.startswith(("import", "from"))
    ]
    assert len(lines) <= 20
