"""``counterseal consistency`` and ``counterseal monitor``, as an auditor runs them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from threading import Event

import pytest
from commanding import Ended, Shell
from proving import AT, CHAMBER, ORIGIN, POLICY, log_key, with_policy
from watched import Tree, served

from api.auditing.monitoring import Monitor, Watch
from api.errors import sentences
from api.exits import Exit
from api.output import Output
from api.settings import Settings
from ledger.proof.policy import Log
from ledger.proof.policy_file import policy_text
from ledger.watching.memory import Contradiction

OLDER, NEWER = Tree(300), Tree(600)


class Audit:
    """An auditor with a folder of their own: heads that they kept, and a log that is served."""

    def __init__(self, shell: Shell, folder: Path, log: Path, url: str) -> None:
        self.shell, self.folder, self.log, self.url = shell, folder, log, url
        self.state = folder / "state"
        self.policy = folder / "my.policy"
        known = with_policy(logs=(Log(log_key().verifier, url),))
        self.policy.write_text(policy_text(known), encoding="utf-8")

    def head(self, name: str, note: bytes) -> Path:
        """Keep a head."""
        file = self.folder / name
        file.write_bytes(note)
        return file

    def compared(self, old: bytes, new: bytes, *options: object) -> Ended:
        """Compare two heads."""
        files = self.head("old", old), self.head("new", new)
        return self.shell("consistency", *files, *options)

    def watched(self, *options: object) -> Ended:
        """Look at the log once; nothing is too old."""
        by = ("--state", self.state, "--policy", self.policy, "--stale", 10**9)
        return self.shell("monitor", self.url, *by, *options)


@pytest.fixture
def audit(shell: Shell, tmp_path: Path) -> Iterator[Audit]:
    """Serve the newer log."""
    log, own = tmp_path / "log", tmp_path / "own"
    own.mkdir()
    with served(NEWER.put(log)) as url:
        yield Audit(shell.home(tmp_path / "home"), own, log, url)


def test_a_head_goes_on_from_an_older_one_by_the_tiles_that_are_served(audit: Audit) -> None:
    ended = audit.compared(OLDER.note(), NEWER.note(), "--policy", audit.policy)
    ended.then(Exit.YES, "CONSISTENT", ORIGIN, "the head of 600 events goes on from that of 300")


def test_a_copy_in_a_folder_will_do_as_well(audit: Audit) -> None:
    by = ("--policy", audit.policy, "--tiles", audit.log, "--json")
    (record,) = audit.compared(OLDER.note(), NEWER.note(), *by).records
    assert (record["consistent"], record["old_size"], record["size"]) == (True, 300, 600)


def test_a_log_that_was_rewritten_is_said(audit: Audit) -> None:
    ended = audit.compared(Tree(300, 9).note(), NEWER.note(), "--policy", audit.policy)
    ended.then(Exit.NO, "WRONG", "The log was rewritten", "consistency_refuted")
    ended = audit.compared(NEWER.note(), OLDER.note(), "--policy", audit.policy)
    ended.then(Exit.NO, "log_went_back")


def test_a_head_that_nobody_signed_is_said(audit: Audit) -> None:
    forged = OLDER.note(key=log_key(ORIGIN, 1))
    ended = audit.compared(forged, NEWER.note(), "--policy", audit.policy)
    ended.then(Exit.NO, "log_signature_missing")
    audit.compared(b"no note\n", NEWER.note()).then(Exit.NO, "note_malformed")


def test_without_a_policy_it_can_not_be_told_whose_heads_these_are(audit: Audit) -> None:
    ended = audit.compared(OLDER.note(), NEWER.note(), "--tiles", audit.url)
    ended.then(Exit.CANNOT_TELL, "CANNOT TELL", "policy_missing")
    refuted = audit.compared(Tree(300, 9).note(), NEWER.note(), "--tiles", audit.url, "--json")
    assert (refuted.status, refuted.records[0]["consistent"]) == (Exit.NO, False)


def test_without_tiles_it_can_not_be_told(audit: Audit) -> None:
    for tiles, code in (("nowhere", "log_place_unknown"), (audit.folder, "tile_missing")):
        by = ("--policy", audit.policy, "--tiles", tiles, "--json")
        ended = audit.compared(OLDER.note(), NEWER.note(), *by)
        assert (ended.status, ended.records[0]["code"]) == (Exit.CANNOT_TELL, code)
        assert ended.records[0]["consistent"] is None


def test_files_that_are_not_there_are_a_usage_error(audit: Audit) -> None:
    audit.shell("consistency", audit.folder / "no", audit.folder / "no").then(Exit.USAGE)


def test_a_monitor_remembers_what_it_accepted_and_counts_what_is_new(audit: Audit) -> None:
    audit.state.write_bytes(OLDER.note())
    audit.watched().then(Exit.YES, "GROWN", "600 events, 300 of them new", "notary-chamber")
    assert audit.state.read_bytes() == NEWER.note()
    (record,) = audit.watched("--json").records
    assert (record["outcome"], record["new"], record["size"]) == ("grown", 0, 600)


@pytest.mark.parametrize(
    ("tree", "code"),
    [
        (Tree(700), "log_went_back"),
        (Tree(600, 5), "tree_forked"),
        (Tree(300, 5), "consistency_refuted"),
    ],
)
def test_a_log_that_contradicts_itself_is_said_and_both_heads_are_kept(
    audit: Audit, tree: Tree, code: str
) -> None:
    audit.state.write_bytes(tree.note())
    audit.watched().then(Exit.NO, "WRONG", code, "Both signed heads are kept in")
    assert audit.state.read_bytes() == tree.note()
    (kept,) = audit.folder.glob("state.*.contradiction.json")
    found = Contradiction(**json.loads(kept.read_text("utf-8")))
    assert (found.known.encode(), found.seen.encode()) == (tree.note(), NEWER.note())
    assert audit.watched("--json").records[0]["evidence"] == str(kept)


def test_what_can_not_be_told_leaves_what_was_remembered_as_it_was(audit: Audit) -> None:
    audit.state.write_bytes(OLDER.note())
    (audit.log / "checkpoint").write_bytes(NEWER.note(CHAMBER))
    audit.watched().then(Exit.CANNOT_TELL, "quorum_not_met")
    (audit.log / "checkpoint").unlink()
    audit.watched().then(Exit.CANNOT_TELL, "log_out_of_reach")
    assert audit.state.read_bytes() == OLDER.note()


def test_a_log_that_witnesses_have_not_seen_for_long_is_stale(audit: Audit) -> None:
    by = ("--state", audit.state, "--policy", audit.policy, "--stale", 1)
    audit.shell("monitor", audit.url, *by).then(Exit.NO, "log_stale")
    assert not audit.state.exists()


def test_a_folder_and_a_name_in_the_policy_can_be_watched(audit: Audit) -> None:
    by = ("--state", audit.state, "--policy", audit.policy, "--stale", 10**9)
    for where in (audit.log, ORIGIN):
        audit.shell("monitor", where, *by).then(Exit.YES)
    audit.shell("monitor", "nowhere", *by).then(Exit.CANNOT_TELL, "log_place_unknown")


def test_it_looks_again_until_it_is_told_to_stop_or_something_is_wrong(
    audit: Audit,
) -> None:
    watch = Watch(where=str(audit.log), policy=POLICY, state=audit.state)
    said = StringIO()

    class Counting(Event):
        def wait(self, timeout: float | None = None) -> bool:
            assert timeout == 0.01
            heads = {1: NEWER, 2: Tree(600, 5)}
            self.looks = getattr(self, "looks", 0) + 1
            (audit.log / "checkpoint").write_bytes(heads[self.looks].note())
            return False

    monitor = Monitor(Settings(), Output(said, said, json=True), watch, lambda: AT)
    assert monitor.go_on(0.01, Counting()) is Exit.NO
    outcomes = [json.loads(line)["outcome"] for line in said.getvalue().splitlines()]
    assert outcomes == ["grown", "grown", "contradicted"]


def test_it_ends_when_it_is_interrupted(audit: Audit) -> None:
    watch = Watch(where=str(audit.log), policy=POLICY, state=audit.state)
    stopping = Event()
    stopping.set()
    monitor = Monitor(Settings(), Output(StringIO(), StringIO()), watch, lambda: AT)
    assert monitor.go_on(3600, stopping) is Exit.YES


def test_every_word_is_there_in_both_languages() -> None:
    assert {frozenset(words) for words in sentences("auditing").values()} == {
        frozenset({"en", "zh"})
    }
