"""``counterseal export`` for others: evidence by the right of its reader, and the log itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from commanding import Shell
from playing import Shown

from aggregates.deal import DEAL
from api.evidence_shares import PUBLIC, WHOLE, Holding, Share
from api.exits import Exit
from api.installation import running
from ledger.evidence.bundle import parse_bundle
from ledger.evidence.entitled import Entitled
from ledger.proof.policy_file import parse_policy
from ledger.proof.vkey import vkey_of
from ledger.sources import One

INSTRUMENTS = 3


@pytest.fixture(scope="session")
def entitled(shown: Shown) -> Callable[[Share], Entitled]:
    """Tell what of the demonstration's deal comes with a share."""

    def to(share: Share) -> Entitled:
        with running(shown.settings) as installation:
            book, source = installation.book_of(shown.deal), One(DEAL, shown.deal)
            holding = Holding(
                recorded=book.events(source),
                secret_of=installation.keys.secret,
                paper=lambda digest: book.blob(source, digest),
            )
            return holding.to(share)

    return to


def opened(entitled: Entitled, events: int) -> list[int]:
    return [version for version in range(1, events + 1) if entitled.may_open(version, "")]


def test_who_sees_all_is_given_every_key_the_papers_and_what_they_carry(
    entitled: Callable[[Share], Entitled],
) -> None:
    whole = entitled(WHOLE)
    assert opened(whole, 270) == [*range(1, 271)]
    assert len(whole.files) == INSTRUMENTS
    assert whole.carried.certificates
    assert whole.carried.time_stamps


def test_who_sees_papers_only_is_given_them_with_the_events_that_name_them(
    entitled: Callable[[Share], Entitled],
) -> None:
    some = entitled(Share(events=False, papers=True))
    assert len(some.files) == INSTRUMENTS
    assert 0 < len(opened(some, 270)) <= INSTRUMENTS


def test_who_sees_what_was_said_and_no_papers_is_given_no_papers(
    entitled: Callable[[Share], Entitled],
) -> None:
    some = entitled(Share(events=True, papers=False))
    assert (len(opened(some, 270)), some.files) == (270, [])


def test_what_anybody_may_have_is_closed_and_verifies_all_the_same(
    shell: Shell, shown: Shown, tmp_path: Path, entitled: Callable[[Share], Entitled]
) -> None:
    assert opened(entitled(PUBLIC), 270) == []
    file = tmp_path / "public.zip"
    ended = shell.at(shown.settings)("export", file, "--evidence", shown.deal, "--public")
    ended.then(Exit.YES, "0 can be read", "0 documents")
    made = parse_bundle(file.read_bytes())
    assert {entry.event_key for entry in made.entries} == {""}
    assert made.attached == ()


def test_an_auditor_is_given_every_deal_of_a_fair_at_once(
    shell: Shell, shown: Shown, tmp_path: Path
) -> None:
    folder = tmp_path / "deals"
    ended = shell.at(shown.settings)("export", folder, "--evidence", "all", "--public", "--json")
    assert {(record["verdict"], record["stream"]) for record in ended.records} == {
        ("valid", shown.deal)
    }
    (file,) = folder.iterdir()
    assert (ended.status, file.name) == (Exit.YES, f"{shown.deal}.evidence.zip")


def test_a_copy_of_the_log_can_be_watched_and_compared_without_a_network(
    shell: Shell, shown: Shown, tmp_path: Path
) -> None:
    there, folder = shell.at(shown.settings), tmp_path / "log"
    there("export", folder, "--log").then(Exit.YES, "files of the log are in")
    there("export", folder, "--log").then(Exit.USAGE, "is a directory")
    bundle = parse_bundle(next(shown.out.glob("*.zip")).read_bytes())
    origin = bundle.checkpoint.partition(b"\n")[0].decode()
    logs = parse_policy((shown.out / "demo.policy").read_bytes()).logs
    (log,) = (one for one in logs if one.key.name == origin)
    policy = tmp_path / "my.policy"
    policy.write_text(f"log {vkey_of(log.key)}\nquorum none\n", encoding="utf-8")
    by, head = ("--policy", policy), folder / "checkpoint"
    alone = shell.home(tmp_path / "nowhere")
    alone("monitor", folder, "--state", tmp_path / "state", *by).then(Exit.YES, "GROWN")
    (tmp_path / "older").write_bytes(bundle.checkpoint)
    ended = alone("consistency", tmp_path / "older", head, *by, "--tiles", folder)
    ended.then(Exit.YES, "CONSISTENT")


def test_where_nothing_can_be_written_no_copy_is_made(
    shell: Shell, shown: Shown, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    ended = shell.at(shown.settings)("export", tmp_path / "file" / "log", "--log")
    ended.then(Exit.CANNOT_TELL, "file_unwritable")
