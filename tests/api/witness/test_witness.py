"""A witness, as a log talks to it over HTTP: it signs what follows from what it signed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx2
import pytest

from api.http.serving import serving
from api.refusals import ApiError
from api.witness.app import Witness, witness_app
from api.witness.memory import Memory
from ledger.errors import LedgerError
from ledger.proof.checkpoint import Checkpoint, checkpoint_text
from ledger.proof.consistency import consistency_proof
from ledger.proof.cosignature import sign_text, verify_signature
from ledger.proof.edge import Edge
from ledger.proof.hashing import leaf_hash
from ledger.proof.note import Note, parse_signature_lines
from ledger.proof.signer import SignerKey, signer_key
from ledger.proof.verified_tiles import VerifiedTiles
from ledger.proof.vkey import Algorithm
from ledger.proof.witnessing import CONFLICT_TYPE, AddCheckpoint, request_bytes

LOG = signer_key("ledger.example.org/fair", Algorithm.ED25519, bytes(32))
STRANGER = signer_key("ledger.example.org/other", Algorithm.ED25519, bytes([1]) * 32)
NOTARY = signer_key("notary-chamber.example.org", Algorithm.COSIGNATURE, bytes([2]) * 32)
NOON = 1_795_348_800


class Tree:
    """A log that grows, as far as a witness can tell."""

    def __init__(self, fork: str = "") -> None:
        self._fork = fork

    def head(self, size: int) -> Checkpoint:
        """Return its head at a size."""
        edge, _ = self._grown(size)
        return Checkpoint(LOG.name, size, edge.root())

    def proof(self, old_size: int, size: int) -> tuple[bytes, ...]:
        """Return what leads from one size to another."""
        edge, tiles = self._grown(size)
        read = VerifiedTiles(size, edge.root(), lambda tile: tiles[tile.level, tile.index]).node
        return consistency_proof(read, old_size, size)

    def _grown(self, size: int) -> tuple[Edge, dict[tuple[int, int], bytes]]:
        edge = Edge(0, lambda _: b"")
        leaves = b"".join(leaf_hash(f"{self._fork}{n}".encode()) for n in range(size))
        return edge, {(tile.level, tile.index): hashes for tile, hashes in edge.grow(leaves)}


def request(
    head: Checkpoint, old_size: int = 0, proof: tuple[bytes, ...] = (), key: SignerKey = LOG
) -> bytes:
    text = checkpoint_text(head)
    return request_bytes(AddCheckpoint(old_size, proof, Note(text, (sign_text(text, key),))))


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    """Serve a witness of one log."""
    with closing(Memory(tmp_path / "witness.json")) as memory:
        witness = Witness(memory, NOTARY, {LOG.name: [LOG.verifier]}, lambda: NOON)
        with serving(witness_app(witness)) as url:
            yield url


def posted(url: str, body: bytes) -> httpx2.Response:
    return httpx2.post(f"{url}/add-checkpoint", content=body)


def test_it_cosigns_what_follows_and_says_when(url: str) -> None:
    tree = Tree()
    for old, size in ((0, 3), (3, 300), (300, 300)):
        proof = tree.proof(old, size) if 0 < old < size else ()
        answer = posted(url, request(tree.head(size), old, proof))
        (line,) = parse_signature_lines(answer.text)
        text = checkpoint_text(tree.head(size))
        assert verify_signature(text, line, NOTARY.verifier).at == NOON


def test_it_says_what_it_has_seen_to_who_begins_elsewhere(url: str) -> None:
    assert posted(url, request(Tree().head(300))).status_code == 200
    for size, old in ((200, 0), (300, 0), (400, 200)):
        answer = posted(url, request(Tree().head(size), old))
        assert (answer.status_code, answer.text) == (409, "300\n")
        assert answer.headers["content-type"].startswith(CONFLICT_TYPE)


def test_it_signs_no_other_tree_of_the_same_log(url: str) -> None:
    tree, fork = Tree(), Tree("fork")
    assert posted(url, request(tree.head(300))).status_code == 200
    assert posted(url, request(fork.head(300), 300)).status_code == 409
    assert posted(url, request(fork.head(400), 300, fork.proof(300, 400))).status_code == 422
    assert posted(url, request(tree.head(400), 300, tree.proof(300, 400))).status_code == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"old 0\n\nno note", 400),
        (b"x" * 600_000, 413),
        (request(Checkpoint(STRANGER.name, 3, bytes(32)), key=STRANGER), 404),
        (request(Tree().head(3), key=STRANGER), 403),
    ],
)
def test_it_refuses_what_is_malformed_or_of_others(url: str, body: bytes, status: int) -> None:
    assert posted(url, body).status_code == status


def test_what_it_saw_it_remembers_when_it_starts_anew(tmp_path: Path) -> None:
    path, head = tmp_path / "witness.json", Tree().head(300)
    with closing(Memory(path)) as memory:
        memory.advance(LOG.name, lambda _: head)
    assert path.stat().st_mode & 0o777 == 0o600
    with closing(Memory(path)) as memory:
        memory.advance(LOG.name, lambda before: before or pytest.fail("it forgot"))


def test_what_is_refused_is_not_remembered(tmp_path: Path) -> None:
    def refuse(_: Checkpoint | None) -> Checkpoint:
        raise LedgerError("proof_malformed", reason="none")

    with closing(Memory(tmp_path / "witness.json")) as memory:
        with pytest.raises(LedgerError):
            memory.advance(LOG.name, refuse)
        memory.advance(LOG.name, lambda before: pytest.fail("seen") if before else Tree().head(1))


def test_two_processes_never_share_a_memory(tmp_path: Path) -> None:
    with closing(Memory(tmp_path / "witness.json")), pytest.raises(ApiError) as refused:
        Memory(tmp_path / "witness.json")
    assert refused.value.code == "witness_running"


ZEROS, ONES = b"00" * 32, b"11" * 32


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b'{"log":{"size":1,"root":"x"}}',
        b'{"log":{"size":1,"root":""}}',
        b'{"log":{"size":-1,"root":"%s"}}' % ZEROS,
        b'{"log":{"size":5,"root":"%s"}' % ZEROS,
        b'{"log":{"size":5,"root":"%s"},"log":{"size":1,"root":"%s"}}' % (ZEROS, ONES),
        b'{"log":{"size":5,"root":"%s"}}\n' % ZEROS,
    ],
)
def test_a_memory_that_can_not_be_read_is_no_empty_one(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "witness.json"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    os.write(descriptor, content)
    os.close(descriptor)
    with pytest.raises(ApiError) as refused:
        Memory(path)
    assert refused.value.code == "witness_file_malformed"
