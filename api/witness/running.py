"""A witness as a process: its key, what it remembers, and its port."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from socket import socket
from typing import Final

import uvicorn

from api.clock import now
from api.home import made_private
from api.http.serving import bound, place_of, server_of
from api.refusals import ApiError
from api.trusting_logs import read_policy
from api.witness.app import Witness, witness_app
from api.witness.memory import Memory
from ledger.key_files import key_file
from ledger.proof.signer import SignerKey
from ledger.proof.vkey import Algorithm, VerifierKey, vkey_of

KEY: Final = "witness.key"
MEMORY: Final = "witness.json"


class WitnessServer:
    """A witness that answers on a socket until it is told to stop."""

    def __init__(self, server: uvicorn.Server, listening: socket) -> None:
        self._server = server
        self._listening = listening

    def stop(self) -> None:
        """Let `run` return when what is under way is answered."""
        self._server.should_exit = True

    def run(self) -> None:
        """Answer until told to stop."""
        self._server.run([self._listening])


@contextmanager
def running_witness(
    policy: Path, name: str, folder: Path, listen: str
) -> Generator[tuple[WitnessServer, str], None, None]:
    """Give a witness of the logs of a policy file, and its own line for the policies of others.

    Raises:
        ApiError: ``policy_unreadable``, ``folder_unusable``, ``witness_running``,
            ``witness_file_malformed``, ``witness_renamed`` if its key has another name,
            ``port_unusable``.
        LedgerError: ``policy_malformed``, ``key_malformed``, and as the files.
    """
    logs = _logs(policy)
    signer = _key(made_private(folder) / KEY, name)
    host, port = _place(listen)
    with closing(Memory(folder / MEMORY)) as memory, bound(host, port) as listening:
        witness = Witness(memory, signer, logs, lambda: int(now().timestamp()))
        url = f"http://{host}:{listening.getsockname()[1]}"
        server = WitnessServer(server_of(witness_app(witness)), listening)
        yield server, f"witness {name} {vkey_of(signer.verifier)} {url}"


def _place(listen: str) -> tuple[str, int]:
    try:
        return place_of(listen)
    except ValueError as wrong:
        raise ApiError("port_unusable", port=listen, reason=str(wrong)) from wrong


def _logs(policy: Path) -> Mapping[str, Sequence[VerifierKey]]:
    logs: dict[str, list[VerifierKey]] = {}
    for log in read_policy(policy).logs:
        logs.setdefault(log.key.name, []).append(log.key)
    return logs


def _key(path: Path, name: str) -> SignerKey:
    """Return the key of the witness, which is made when there is none."""
    key = key_file(path, name, Algorithm.COSIGNATURE)
    if key.name != name:
        raise ApiError("witness_renamed", name=name, known=key.name)
    return key
