"""The logs over HTTP, as static files: who reads them proves an event without trusting us."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx2
import msgspec
import pytest
from http_deal import Negotiation
from http_fair import Fair

from api.auditing.comparing import Compared, tell_consistency
from api.auditing.copying import copied
from api.auditing.monitoring import Monitor, Watch
from api.exits import Exit
from api.output import Output
from api.settings import Settings
from ledger.errors import LedgerError
from ledger.log_files import log_files
from ledger.proof.checkpoint import Checkpoint, parse_checkpoint
from ledger.proof.entries import parse_bundle
from ledger.proof.hashing import leaf_hash
from ledger.proof.inclusion import inclusion_proof, verify_inclusion
from ledger.proof.note import parse_note
from ledger.proof.policy import Log, Policy
from ledger.proof.policy_file import policy_text
from ledger.proof.tiles import Bundle, Tile, path_of, width_of
from ledger.proof.verified_tiles import VerifiedTiles
from ledger.sequencer.cosigning import Cosigning
from ledger.sequencer.followed import Followed, Office
from ledger.sequencer.keys import LogKeys
from ledger.sequencer.remembered import checkpoint_of
from ledger.sequencer.rotating import rotate
from ledger.sequencer.session import opened


class Signed:
    """An edition's log that was signed, and what anybody gets of it."""

    def __init__(self, fair: Fair, office: Office) -> None:
        self.log = UUID(fair.edition)
        self.key = office.keys.signer(self.log, 1, office.keys.origin(self.log, 1)).verifier
        self._fair = fair

    def get(self, path: str, log: str = "") -> httpx2.Response:
        """Ask for a file of the log, or of another."""
        return self._fair.client.get(f"/logs/{log or self.log}/{path}")

    def checkpoint(self) -> Checkpoint:
        """Return the newest checkpoint, whose signature holds."""
        return checkpoint_of(self.get("checkpoint").content, self.key)

    def tile(self, tile: Tile) -> bytes:
        """Return a tile."""
        return self.get(path_of(tile)).content


@pytest.fixture(scope="session")
def signed(fair: Fair, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Signed]:
    """Sign the log of a fair in which something has happened."""
    Negotiation(fair).open().engage()
    office = Office(
        dsn=fair.house.database.dsn("sequencer"),
        keys=LogKeys(Path(tmp_path_factory.mktemp("sequencer")), "ledger.example.org"),
        software="tests/1",
        new_id=lambda: "event",
        clock=lambda: datetime.now(UTC),  # noqa: TID251 - the time at which an operator's machine signs
    )
    with opened(office.dsn) as session:
        cosigning = Cosigning(office.dsn, (), _fail)
        Followed(office, session, UUID(fair.edition), cosigning, _fail).step()
        yield Signed(fair, office)


class Slept(msgspec.Struct, frozen=True):
    """Somebody who slept while a log went on: what they watch, its id, the head that they have."""

    watch: Watch
    log: UUID
    head: bytes


@pytest.fixture(scope="module")
def slept(fair: Fair, tmp_path_factory: pytest.TempPathFactory) -> Slept:
    """Watch the registry's log once; then more is signed, and it goes on under another key."""
    log, said = fair.house.installation.identity.registry_log, StringIO()
    tmp_path = tmp_path_factory.mktemp("slept")
    office = Office(
        dsn=fair.house.database.dsn("sequencer"),
        keys=LogKeys(tmp_path, "ledger.example.org"),
        software="tests/1",
        new_id=lambda: "event",
        clock=lambda: datetime.now(UTC),  # noqa: TID251 - the time at which an operator's machine signs
    )
    office.keys.signer(log, 1, office.keys.origin(log, 1))
    url = f"{str(fair.client.base_url).rstrip('/')}/logs/{log}"

    def watch() -> Watch:
        logs = tuple(Log(key, url) for key in office.keys.verifiers(log))
        return Watch(where=url, policy=Policy(logs, (), (), "none"), state=tmp_path / "head")

    with opened(office.dsn) as session:
        signing = Followed(office, session, log, Cosigning(office.dsn, (), _fail), _fail)
        with closing(signing):
            signing.step()
            assert Monitor(Settings(), Output(said, said), watch(), lambda: 0).look() is Exit.YES
        rotate(office, session, log, "the key is replaced")
    return Slept(watch(), log, watch().state.read_bytes())


def test_who_slept_follows_a_log_into_its_next_tree(slept: Slept, fair: Fair) -> None:
    watch, log, said = slept.watch, slept.log, StringIO()
    old, new = (one.key.name for one in watch.policy.logs)
    monitor = Monitor(Settings(), Output(said, StringIO(), json=True), watch, lambda: 0)
    assert monitor.look() is Exit.YES
    record = msgspec.json.decode(said.getvalue())
    assert (record["went_on_from"], record["origin"], record["lost"]) == (old, new, 0)
    first = fair.client.get(f"/logs/{log}/1/checkpoint").content
    assert parse_checkpoint(parse_note(first).text).origin == old
    assert fair.client.get(f"/logs/{log}/2/checkpoint").content != first
    size = parse_checkpoint(parse_note(first).text).size
    tile = path_of(Tile(0, 0, width_of(size, 0, 0)))
    assert fair.client.get(f"/logs/{log}/1/{tile}").status_code == 200
    assert fair.client.get(f"/logs/{log}/9/checkpoint").status_code == 404


@pytest.fixture
def compare(slept: Slept, fair: Fair) -> Callable[..., tuple[Exit, Any]]:
    """Compare the head from before a rotation with today's."""
    newer = fair.client.get(f"/logs/{slept.log}/checkpoint").content

    def compared(policy: Policy | None, tiles: str = "") -> tuple[Exit, Any]:
        said, known = StringIO(), None if policy is None else policy_text(policy).encode()
        asked = Compared(older=slept.head, newer=newer, policy=known, tiles=tiles)
        status = tell_consistency(Settings(), Output(said, said, json=True), asked)
        return status, msgspec.json.decode(said.getvalue())

    return compared


def test_two_heads_are_compared_across_a_rotation_that_the_log_itself_tells_of(
    slept: Slept, compare: Callable[..., tuple[Exit, Any]]
) -> None:
    old, new = (one.key.name for one in slept.watch.policy.logs)
    status, record = compare(slept.watch.policy)
    assert (status, record["consistent"], record["lost"]) == (Exit.YES, True, 0)
    assert (record["old_origin"], record["origin"], record["hashes"]) == (old, new, None)


def test_who_knows_the_old_key_alone_can_not_tell_whether_a_log_went_on(
    slept: Slept, compare: Callable[..., tuple[Exit, Any]]
) -> None:
    first, _ = slept.watch.policy.logs
    for policy, code in (
        (Policy((first,), (), (), "none"), "log_not_trusted"),
        (None, "policy_missing"),
    ):
        status, record = compare(policy, slept.watch.where)
        assert (status, record["code"]) == (Exit.CANNOT_TELL, code)


def test_a_copy_tells_where_a_log_went_on_and_without_that_it_is_another_log(
    slept: Slept, fair: Fair, compare: Callable[..., tuple[Exit, Any]], tmp_path: Path
) -> None:
    folder = tmp_path / "copy"
    copied(folder, log_files(fair.house.installation.registry.published))
    assert compare(slept.watch.policy, str(folder))[0] is Exit.YES
    (folder / "rotations").unlink()
    status, record = compare(slept.watch.policy, str(folder))
    assert (status, record["code"], record["consistent"]) == (Exit.NO, "log_renamed", False)


def test_a_log_that_went_nowhere_shows_no_rotation(signed: Signed) -> None:
    assert signed.get("rotations").json() == []


def _fail(failed: LedgerError) -> None:
    pytest.fail(str(failed))


def test_anybody_proves_an_event_by_files_alone(signed: Signed) -> None:
    head = signed.checkpoint()
    assert head.size > 10
    tiles = VerifiedTiles(head.size, head.root, signed.tile)
    width = width_of(head.size, 0, 0)
    entries = parse_bundle(signed.get(path_of(Bundle(0, width))).content, width)
    for index, entry in enumerate(entries):
        proof = inclusion_proof(tiles.node, index, head.size)
        verify_inclusion(leaf_hash(entry), index, head.size, proof, head.root)


def test_what_never_changes_may_be_kept_for_ever_and_the_head_may_not(signed: Signed) -> None:
    width = width_of(signed.checkpoint().size, 0, 0)
    assert signed.get("checkpoint").headers["cache-control"] == "no-cache"
    assert "max-age" in signed.get(path_of(Tile(0, 0, width))).headers["cache-control"]


@pytest.mark.parametrize(
    "path", ["tile/0/900", "tile/0/x001/000", "tile/0/000.p/256", "tile/x/000", "tile/0/0", "tiles"]
)
def test_what_is_not_there_is_not_found(signed: Signed, path: str) -> None:
    assert signed.get(path).status_code == 404


def test_a_log_that_is_not_there_is_not_found(signed: Signed) -> None:
    assert signed.get("checkpoint", "0198c0de-0000-7000-8000-000000000000").status_code == 404
    assert signed.get("checkpoint", "x").status_code == 404
