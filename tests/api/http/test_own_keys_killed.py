"""What was prepared is in the log: the process that prepared it is killed, another completes it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from http_deal import Negotiation
from http_fair import Fair
from own_key_http import Holder, in_base64

from api import ids
from signing.own.held import held_in_memory


@contextmanager
def another_process(
    fair: Fair, folder: Path
) -> Iterator[tuple[httpx2.Client, subprocess.Popen[bytes]]]:
    """Serve the same fair by a process of its own, as `counterseal serve` starts them."""
    clock = folder / "clock"
    clock.write_text(fair.house.clock().isoformat(), "ascii")
    settings = {
        "PATH": os.defpath,
        "DATABASE_URL": fair.house.database.dsn(),
        "COUNTERSEAL_DATA_DIRECTORY": str(fair.folder),
        "COUNTERSEAL_INSECURE_CLOCK": str(clock),
    }
    with socket.create_server(("127.0.0.1", 0)) as listening:
        descriptor = listening.fileno()
        command = [sys.executable, "-W", "ignore", "-m", "api.cli", "web", str(descriptor)]
        process = subprocess.Popen(
            command, env=settings, pass_fds=[descriptor], stdout=subprocess.DEVNULL
        )
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/api/v1"
        try:
            with httpx2.Client(base_url=url, timeout=60) as client:
                yield client, process
        finally:
            process.kill()
            process.wait()


@pytest.fixture
def enrolled(agreed: Negotiation) -> Holder:
    agreed.open_signing().then()
    held = held_in_memory(ec.generate_private_key(ec.SECP256R1()))
    return Holder(agreed, agreed.lin, "linghai", held).enrol()


def preparation(holder: Holder) -> dict[str, object]:
    """Return what is asked, to have the signature prepared."""
    deal = holder.deal
    return {
        **deal.consent(deal.leading),
        "field": holder.field,
        "key": holder.held.public.sha256,
        "pdf_sha256": deal.signing(deal.leading)["pdf_sha256"],
    }


def test_a_process_that_is_killed_between_the_steps_takes_nothing_with_it(
    enrolled: Holder, fair: Fair, tmp_path: Path
) -> None:
    deal, key, body = enrolled.deal, ids.new_id(), preparation(enrolled)
    path, sent = f"/deals/{deal.deal}/prepare_signature", {"idempotency-key": key}
    with another_process(fair, tmp_path) as (client, process):
        headers = {**enrolled.who.cookie, **sent}
        prepared = client.post(path, json=body, headers=headers)
        assert prepared.status_code == 200, prepared.text
        process.kill()
    again = enrolled.who.post(path, body, idempotency_key=key).then().body
    assert (again["repeated"], again["positions"]) == (True, prepared.json()["positions"])
    waiting = enrolled.waiting.then().body
    signature = enrolled.signature(waiting)
    done = {"idempotency-key": ids.new_id()}
    with another_process(fair, tmp_path) as (client, process):
        answered = client.post(
            f"/deals/{deal.deal}/complete_signature",
            json={
                "instrument": deal.leading,
                "field": enrolled.field,
                "pdf_sha256": waiting["pdf_sha256"],
                "signature": in_base64(signature),
            },
            headers={**enrolled.who.cookie, **done},
        )
        process.kill()
    assert answered.status_code == 200, answered.text
    repeated = enrolled.complete(waiting, signature, **done).then().body
    assert (repeated["repeated"], repeated["positions"]) == (True, answered.json()["positions"])
