"""What a bundle's README says to type is typed, in a bundle that was unpacked."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from conforming.case import closed
from msgspec.structs import replace
from proven import DEAL, POLICY, evidence, made_log, with_entry, with_files, with_stored
from proving import CHAMBER, REGULATOR
from recipes import NEEDED
from recipes import followed as typed

from ledger.evidence.bundle import Bundle, bundle_bytes
from ledger.proof.policy_file import policy_text

WHOLE = with_files(evidence(5))

pytestmark = pytest.mark.skipif(not all(map(shutil.which, NEEDED)), reason="needs openssl")


def followed(bundle: Bundle, folder: Path) -> list[subprocess.CompletedProcess[str]]:
    return typed(bundle_bytes(bundle), policy_text(POLICY).encode(), folder)


def test_who_follows_it_finds_what_the_program_finds(tmp_path: Path) -> None:
    heads, history, keys, documents = followed(WHOLE, tmp_path)
    assert [one.returncode for one in (heads, history, keys, documents)] == [0] * 4
    assert heads.stdout.count("Signature Verified Successfully") == 6
    assert "checkpoint seen by witness.chamber.example.org/1 in second" in heads.stdout
    assert history.stdout.startswith("5 events are in the log ledger.example.org/edition-2026")
    assert history.stdout.endswith("none is missing through position 9\n")


@pytest.mark.parametrize("events", [3, 4, 7, 12])
def test_it_is_right_for_trees_of_any_size(events: int, tmp_path: Path) -> None:
    bundle = made_log(events).bundle(DEAL, CHAMBER, REGULATOR)
    assert [one.returncode for one in followed(bundle, tmp_path)] == [0] * 4


def test_a_changed_event_is_found(tmp_path: Path) -> None:
    ended = followed(with_stored(WHOLE, 2, meta=b"{}"), tmp_path)
    assert ended[1].returncode == 1
    assert "not in the tree: events/00002." in ended[1].stderr


def test_a_head_that_was_changed_is_found(tmp_path: Path) -> None:
    changed = WHOLE.checkpoint.replace(b"edition-2026\n10\n", b"edition-2026\n11\n")
    assert changed != WHOLE.checkpoint
    ended = followed(replace(WHOLE, checkpoint=changed), tmp_path)
    assert (ended[0].returncode, ended[1].returncode) == (1, 1)


def test_an_end_that_was_cut_off_is_found(tmp_path: Path) -> None:
    manifest = replace(WHOLE.manifest, events=WHOLE.entries[:-1])
    ended = followed(replace(WHOLE, manifest=manifest, events=WHOLE.events[:-1]), tmp_path)
    assert "another event is the last" in ended[1].stderr


def test_a_key_that_does_not_open_and_a_paper_of_another_digest_are_found(tmp_path: Path) -> None:
    bundle = with_entry(evidence(5), 3, event_key="00" * 32)
    ended = followed(replace(bundle, attached=(b"other", *bundle.attached[1:])), tmp_path)
    assert "another key" in ended[2].stderr
    assert "FAILED" in ended[3].stdout
    assert (ended[2].returncode, ended[3].returncode) == (1, 1)


def erased() -> Bundle:
    log = made_log(5)
    log.erase()
    return closed(log.bundle(DEAL, CHAMBER, REGULATOR))


def test_what_was_erased_is_found_in_the_log(tmp_path: Path) -> None:
    ended = followed(erased(), tmp_path)
    assert [one.returncode for one in ended] == [0] * 5
    said = "position 10 ledger.deal_erased.v1 court DPO-2 events [1, 2, 3, 4, 5]\n"
    assert ended[4].stdout == said


def test_an_erasure_that_was_changed_is_found(tmp_path: Path) -> None:
    bundle = erased()
    (stored,) = bundle.erasures
    changed = replace(stored, payload=stored.payload.replace(b"court", b"whims"))
    ended = followed(replace(bundle, erasures=(changed,)), tmp_path)
    assert "not in the tree: erasures/00001." in ended[4].stderr
