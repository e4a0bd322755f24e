"""Binding steps are answered with their receipt, once enough outside witnesses have seen them."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
import pytest
from databases import prepared
from http_deal import Negotiation
from http_fair import Fair, Said
from waiting import until
from witnessed_fair import NAMES, WitnessedFair, witnessed_fair

from api.doctor import Level
from api.doctor.alarms import alarms
from ledger.chain import opening_of
from ledger.embedded import Server
from ledger.opening import entry_hash
from ledger.proof.hashing import leaf_hash
from ledger.proof.receipt import verify_receipt


@pytest.fixture(scope="module")
def served(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WitnessedFair]:
    """Serve a fair whose log is witnessed, in a database that one sequencer signs."""
    database = prepared(postgres, f"receipts_{secrets.token_hex(4)}")
    with witnessed_fair(database, tmp_path_factory.mktemp("receipts")) as served:
        yield served


@pytest.fixture
def witnessed(served: WitnessedFair) -> WitnessedFair:
    """Give the fair with everybody at work."""
    served.all_there()
    return served


def receipt(said: Said) -> Any:
    return said.then().body["receipt"]


def engaged(witnessed: WitnessedFair) -> Negotiation:
    return witnessed.deal().engage()


def test_an_acceptance_is_answered_with_what_proves_it(witnessed: WitnessedFair) -> None:
    deal = engaged(witnessed)
    deal.table().then()
    handed = receipt(deal.accept())
    assert (handed["witnessed"], handed["outside"]) == (True, True)
    leaf = bytes.fromhex(handed["leaf_sha256"])
    checked = verify_receipt(handed["proof"].encode(), leaf, witnessed.policy)
    assert checked.checkpoint.size == handed["size"] >= handed["position"]
    assert checked.witnesses >= {one["name"] for one in handed["witnesses"]}
    assert len(handed["witnesses"]) >= 2


def test_what_binds_nobody_has_no_receipt(witnessed: WitnessedFair) -> None:
    deal = engaged(witnessed)
    assert receipt(deal.table()) is None
    assert receipt(deal.does("comment", deal.lin, text="Let us see.")) is None


def test_the_same_command_again_gets_its_receipt_again(witnessed: WitnessedFair) -> None:
    deal = engaged(witnessed)
    deal.table().then()
    deal.accept().then()
    body = {"instrument": deal.leading}
    path, key = f"/deals/{deal.deal}/lock_terms", {"idempotency_key": f"again-{deal.deal}"}
    version = f'"{deal.version}"'
    first, second = (receipt(deal.ana.post(path, body, if_match=version, **key)) for _ in range(2))
    assert first["witnessed"]
    assert second["witnessed"]
    assert first["leaf_sha256"] == second["leaf_sha256"]


@pytest.mark.parametrize("away", ["chamber", "university"])
def test_two_of_three_are_enough_whoever_is_away(witnessed: WitnessedFair, away: str) -> None:
    deal = engaged(witnessed)
    deal.table().then()
    witnessed.institution(away).stop()
    handed = receipt(deal.accept())
    assert handed["witnessed"]
    assert {one["name"] for one in handed["witnesses"]} == {*NAMES} - {away}


def test_what_a_liar_signs_counts_for_nothing(witnessed: WitnessedFair) -> None:
    deal = engaged(witnessed)
    deal.table().then()
    witnessed.regulator.lie()
    handed = receipt(deal.accept())
    assert handed["witnessed"]
    assert {one["name"] for one in handed["witnesses"]} == {"chamber", "university"}


def test_without_a_quorum_the_step_stands_and_is_shown_as_pending(
    witnessed: WitnessedFair,
) -> None:
    deal = engaged(witnessed)
    deal.table().then()
    witnessed.chamber.stop()
    witnessed.regulator.lie()
    witnessed.patience(0.2)
    handed = receipt(deal.accept())
    assert (handed["witnessed"], handed["outside"], handed["proof"]) == (False, True, None)
    shown = deal.reads(deal.lin)
    assert shown.body["witnessed"]["state"] == "recorded, witness pending"
    deal.reads(deal.lin, **{"if-none-match": shown.etag}).then(200)
    asked = deal.reads(deal.ana, f"/events/{handed['version']}/receipt")
    asked.then_refused(503, "receipt_pending")
    assert asked.response.headers["retry-after"] == "2"


def test_a_pending_receipt_is_there_when_the_witnesses_are_back(witnessed: WitnessedFair) -> None:
    deal = engaged(witnessed)
    deal.table().then()
    witnessed.sequencer.stop()
    witnessed.patience(0.2)
    handed = receipt(deal.accept())
    assert not handed["witnessed"]
    witnessed.sequencer.start()
    path = f"/events/{handed['version']}/receipt"
    until(lambda: deal.reads(deal.ana, path).response.status_code == 200)
    given = deal.reads(deal.ana, path).then().response
    leaf = bytes.fromhex(handed["leaf_sha256"])
    assert verify_receipt(given.content, leaf, witnessed.policy).is_witnessed
    assert given.headers["content-type"].startswith("text/plain")


def test_a_deal_and_its_timeline_say_who_has_seen_it(witnessed: WitnessedFair) -> None:
    deal = engaged(witnessed)
    until(lambda: deal.reads(deal.lin).body["witnessed"]["state"] == "witnessed")
    shown = deal.reads(deal.lin).body
    etag = deal.reads(deal.lin).etag
    assert deal.reads(deal.lin, **{"if-none-match": etag}).response.status_code == 304
    moments = deal.reads(deal.lin, "/timeline").then().body["items"]
    assert all(one["witnessed"]["state"] == "witnessed" for one in moments)
    assert moments[-1]["witnessed"] == shown["witnessed"]
    assert shown["witnessed"]["size"] >= shown["position"]
    assert len(shown["witnessed"]["witnesses"]) >= 2


def test_a_receipt_is_of_an_event_that_is_there_and_yours(witnessed: WitnessedFair) -> None:
    deal = engaged(witnessed)
    for version in ("0", "01", "x", "999"):
        deal.reads(deal.lin, f"/events/{version}/receipt").then_refused(404, "event_unlisted")
    stranger = deal.stranger()
    deal.reads(stranger, "/events/1/receipt").then_refused(404, "deal_unknown")


def test_a_fair_without_witnesses_says_so_at_once(fair: Fair) -> None:
    deal = Negotiation(fair).open().engage()
    deal.table().then()
    handed = receipt(deal.accept())
    assert (handed["witnessed"], handed["outside"], handed["proof"]) == (False, False, None)
    shown = deal.reads(deal.lin).body["witnessed"]
    assert shown["state"] == "witnessed by nobody outside"


@pytest.fixture
def own(postgres: Server, tmp_path: Path) -> Iterator[WitnessedFair]:
    """Serve a fair for one test, whose log is spoilt in it."""
    with witnessed_fair(prepared(postgres, f"spoilt_{secrets.token_hex(4)}"), tmp_path) as served:
        yield served


def salted_anew(own: WitnessedFair) -> None:
    """Exchange the last event of the log, and its leaf wherever it is, as the database's owner."""
    book, log = own.fair.book, own.log
    (row,) = book.rows.after(book.head() - 1, 1)
    before = book.rows.history(row.stream_id)[-2].leaf_hash
    forged = leaf_hash(entry_hash(opening_of(log.bytes, row._replace(salt=bytes(32)), before)))
    with psycopg.connect(own.fair.house.database.superuser) as attack:
        attack.execute("SET session_replication_role = replica")
        attack.execute(
            "UPDATE ledger.events SET salt = %s, leaf_hash = %s"
            " WHERE log_id = %s AND position = %s",
            [bytes(32), forged, log, row.position],
        )
        attack.execute(
            "UPDATE ledger.streams SET last_leaf = %s WHERE log_id = %s AND stream_id = %s",
            [forged, log, row.stream_id],
        )


def test_what_was_exchanged_before_it_was_signed_is_refused_and_stops_the_log(
    own: WitnessedFair,
) -> None:
    deal, book = engaged(own), own.fair.book
    deal.table().then()
    own.sequencer.stop()
    before = book.head()
    with ThreadPoolExecutor(1) as elsewhere:
        said = elsewhere.submit(deal.accept)
        until(lambda: book.head() > before)
        last = book.head()
        salted_anew(own)
        own.sequencer.start()
        refused = said.result().then_refused(500, "leaf_contradicted")
    assert refused.body["facts"]["position"] == last
    deal.does("lock_terms", deal.ana, instrument=deal.leading).then_refused(
        500, "leaf_contradicted"
    )
    assert '"code":"leaf_contradicted"' in own.fair.log.getvalue()
    (finding,) = alarms(own.fair.site.settings)
    assert (finding.level, f"position {last} " in finding.found) == (Level.PROBLEM, True)
