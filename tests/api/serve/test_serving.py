"""Everything on one machine, as its own command serves it, from its start to a clean end."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from socket import create_server

import httpx2
import pytest
from serving_here import COMMAND, ENVIRONMENT, FIRST, PLAIN, Running, home_of, ran
from waiting import until

from api.exits import Exit
from api.http.serving import place_of
from api.refusals import ApiError
from api.serve.serving import metrics_sockets, services
from api.settings import Settings
from ledger.proof.checked import verify_checkpoint
from ledger.proof.policy_file import parse_policy


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """Give a folder in which nothing is installed."""
    with home_of(tmp_path) as home:
        yield home


def test_it_serves_starts_again_what_is_killed_and_ends_cleanly(
    home: Path, request: pytest.FixtureRequest
) -> None:
    ran(home, "accounts", "bootstrap", *FIRST)
    with create_server(("127.0.0.1", 0)) as free:
        apart = f"127.0.0.1:{free.getsockname()[1]}"
    running = Running(home, COUNTERSEAL_METRICS_ADDRESS=apart)
    request.addfinalizer(running.end)
    until(lambda: running.answers("/readyz"))
    assert "counterseal_work_known 1.0" in httpx2.get(f"http://{apart}/metrics").text
    for path in ("/", "/livez", "/api/v1/openapi.json"):
        assert httpx2.get(f"http://{apart}{path}").status_code == 404
    assert not running.answers("/metrics")
    for service in ("web 1", "work", "projections", "sequence"):
        before = running.pid(service)
        os.kill(before, signal.SIGKILL)
        until(lambda: running.pid(service) != before)  # noqa: B023 - waited for within the loop
    until(lambda: running.answers("/readyz"))
    assert running.end() == Exit.YES


def test_what_is_not_installed_is_not_served(home: Path) -> None:
    command = [COMMAND, "serve", "--port", "0"]
    ended = subprocess.run(command, cwd=home, env=ENVIRONMENT, capture_output=True, check=False)
    assert (ended.returncode, b"not_installed" in ended.stderr) == (Exit.CANNOT_TELL, True)


@pytest.mark.parametrize(
    ("address", "place"),
    [("127.0.0.1:9464", ("127.0.0.1", 9464)), ("[::1]:9464", ("::1", 9464)), ("m:0", ("m", 0))],
)
def test_an_address_is_a_host_and_a_port(address: str, place: tuple[str, int]) -> None:
    assert place_of(address) == place


def test_each_web_process_has_a_socket_of_its_own_for_its_figures() -> None:
    settings = Settings(metrics_address="127.0.0.1:0")
    with ExitStack() as opened:
        sockets = [opened.enter_context(one) for one in metrics_sockets(settings, 2)]
        web = [one for one in services(sockets, metrics=sockets) if "web" in one.name]
        told = [one.command[one.command.index("--metrics") + 1] for one in web]
        assert told == [str(one.fileno()) for one in sockets]
    assert list(metrics_sockets(Settings(), 2)) == []


def test_a_port_that_is_none_is_told_as_such() -> None:
    with pytest.raises(ApiError, match="port_unusable"):
        next(metrics_sockets(Settings(metrics_address="127.0.0.1:65536"), 1))


def witnessing(home: Path, request: pytest.FixtureRequest) -> str:
    """Let an institution witness the logs of a policy; return its own line for such files."""
    witness = subprocess.Popen(
        [COMMAND, "witness", "logs.policy", "--name", NOTARY, "--listen", "127.0.0.1:0"],
        cwd=home,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )

    def end() -> None:
        witness.send_signal(signal.SIGTERM)
        assert witness.wait(30) == Exit.YES
        assert witness.stdout is not None
        witness.stdout.close()

    request.addfinalizer(end)
    assert witness.stdout is not None
    return witness.stdout.readline().rstrip("\n")


NOTARY = "notary-chamber.example.org"


def test_its_logs_are_signed_and_witnessed_as_the_guide_says(
    home: Path, request: pytest.FixtureRequest
) -> None:
    ran(home, "accounts", "bootstrap", *FIRST)
    running = Running(home)
    request.addfinalizer(running.end)
    until(lambda: "log " in ran(home, "keys"))
    running.end()
    logs = ran(home, "keys")
    (home / "logs.policy").write_text(logs, "utf-8")
    line = witnessing(home, request)
    policy = logs.replace("quorum none", f"{line}\nquorum {NOTARY}")
    (home / "fair.policy").write_text(policy, "utf-8")
    running = Running(home, COUNTERSEAL_WITNESSES="fair.policy")
    request.addfinalizer(running.end)
    log = logs.splitlines()[0].rpartition("/")[2]
    checkpoint = f"/logs/{log}/checkpoint"
    until(lambda: running.answers(checkpoint))
    until(lambda: NOTARY in httpx2.get(f"{running.url}{checkpoint}", verify=PLAIN).text)
    verify_checkpoint(
        httpx2.get(f"{running.url}{checkpoint}").content, parse_policy(policy.encode())
    )
