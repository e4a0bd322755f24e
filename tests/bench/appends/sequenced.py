"""The process that signs, and a witness, started as an operator starts them."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from time import monotonic, sleep
from uuid import UUID

from databases import Database

from ledger.proof.policy import Log, Policy
from ledger.proof.policy_file import parse_policy, policy_text
from ledger.sequencer.keys import LogKeys
from ledger.signed import read_signed

NAME = "ledger.example.org"
WITNESS = "notary-chamber.example.org"
SECONDS = 60.0
_LOOK_SECONDS = 0.05


@contextmanager
def sequencing(
    database: Database, folder: Path, policy: Path | None = None
) -> Generator[subprocess.Popen[bytes], None, None]:
    """Sign every log of a database, by a process of its own; give it once all of it is signed."""
    witnesses = {} if policy is None else {"COUNTERSEAL_WITNESSES": str(policy)}
    settings = {
        "DATABASE_URL": database.dsn(),
        "COUNTERSEAL_SEQUENCER_URL": database.dsn("sequencer"),
        "COUNTERSEAL_SEQUENCER_DIRECTORY": str(folder),
        "COUNTERSEAL_LEDGER_NAME": NAME,
        **witnesses,
    }
    with running(settings, "sequence") as process:
        until_signed(database)
        yield process


def until_signed(database: Database) -> None:
    """Wait until every event of a database is signed."""
    deadline = monotonic() + SECONDS
    while not all(log.size == log.position for log in read_signed(database.dsn())):
        assert monotonic() < deadline, "it is not signed"
        sleep(_LOOK_SECONDS)


@contextmanager
def witnessing(
    log_id: UUID, folder: Path, listen: str = "127.0.0.1:0"
) -> Generator[tuple[Policy, Path], None, None]:
    """Witness a log by a process of its own; give the policy, and its file."""
    keys = folder / "sequencer"
    keys.mkdir(mode=0o700, exist_ok=True)
    known = LogKeys(keys, NAME)
    key = known.signer(log_id, 1, known.origin(log_id, 1)).verifier
    logs = folder / "logs.policy"
    logs.write_text(policy_text(Policy((Log(key),), (), (), "none")), encoding="utf-8")
    own = ("--name", WITNESS, "--folder", str(folder / "witness"), "--listen", listen)
    with running({}, "witness", str(logs), *own) as process:
        assert process.stdout is not None
        line = process.stdout.readline().decode()
        file = folder / "witnesses.policy"
        file.write_text(f"{line}quorum {WITNESS}\n", encoding="utf-8")
        yield parse_policy(file.read_bytes()), file


@contextmanager
def running(
    settings: Mapping[str, str], *command: str
) -> Generator[subprocess.Popen[bytes], None, None]:
    """Run a command of ours in a process, and end it if it has not ended."""
    env = which("env")
    assert env is not None
    given = [f"{name}={value}" for name, value in settings.items()]
    program = [env, *given, sys.executable, "-m", "api.cli", *command]
    with subprocess.Popen(program, stdout=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(SECONDS)
