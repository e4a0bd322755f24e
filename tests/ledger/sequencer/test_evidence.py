"""The evidence of a stream, made from what is stored and published, convinces by a policy alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, cast
from uuid import UUID

import psycopg
import pytest
from databases import Database
from keyring import refused
from proving import CHAMBER, PARTY, REGULATOR
from tallies import EVENTS, NOON, TALLY, context
from waiting import until

from aggregates.catalogue import EVENTS as ALL
from aggregates.log import LOG
from aggregates.log.erasing.events import DealErased, ErasureGround
from aggregates.log.streams import ERASURES
from aggregates.vocabulary import Event
from api.ids import new_id
from ledger.application import LogSettings
from ledger.book import Book
from ledger.codec import Codec
from ledger.errors import LedgerError
from ledger.evidence.building import Evidences
from ledger.evidence.bundle import Bundle, parse_bundle
from ledger.evidence.entitled import Entitled
from ledger.evidence.verdict import Outcome, Verdict
from ledger.evidence.verifier import verify_evidence
from ledger.keys.file_store import FileKeyStore
from ledger.keys.slots import KEY_BYTES
from ledger.proof.cosignature import cosign_text
from ledger.proof.note import parse_note, signature_lines
from ledger.proof.policy import Log, Policy, Witness
from ledger.proof.signer import SignerKey
from ledger.proof.vkey import vkey_of
from ledger.sequencer.followed import Followed
from ledger.sources import One
from ledger.stream import stream_id

Write = Callable[[int], None]
Sign = Callable[[int], None]
Judge = Callable[..., Verdict]


@pytest.fixture
def odd(log_id: UUID) -> UUID:
    """Tell the stream that has every first half."""
    return stream_id(log_id, TALLY.name, "odd")


@pytest.fixture
def evidences(book: Book, log_id: UUID) -> Evidences:
    """Make evidence from the log."""
    return Evidences(log_id, book.rows, book.published)


@pytest.fixture
def entitled(keys: FileKeyStore) -> Entitled:
    """Give every event's key."""
    return Entitled(secret_of=keys.secret)


@pytest.fixture
def followed(follow: Callable[[], Followed]) -> Followed:
    """Follow the log as one process."""
    return follow()


@pytest.fixture
def cover(followed: Followed, book: Book) -> Callable[[], None]:
    """Follow until the log has said its map over all that there is."""

    def covered() -> None:
        through = book.head()

        def is_signed() -> bool:
            followed.step()
            (origin,) = book.published.origins()
            head = book.published.newest(origin)
            return head is not None and head.size > through

        until(is_signed)

    return covered


@pytest.fixture
def sign(write: Write, cover: Callable[[], None]) -> Sign:
    """Write so many events, and follow until the log has said its map over them."""

    def written(events: int) -> None:
        write(events)
        cover()

    return written


@pytest.fixture
def judge(evidences: Evidences, entitled: Entitled, odd: UUID, signer: SignerKey) -> Judge:
    """Make the evidence of a stream, and verify it by the log's key; no witness is asked for."""
    policy = Policy((Log(signer.verifier),), (), (), "none")

    def judged(stream: UUID = odd, entitled: Entitled = entitled) -> Verdict:
        return verify_evidence(evidences.of(stream, entitled).octets, policy)

    return judged


@pytest.fixture
def erase(
    database: Database, keys: FileKeyStore, log_id: UUID
) -> Iterator[Callable[[str, str], None]]:
    """Let the log say that a tally was erased, and why, and destroy its keys."""
    settings, codec = LogSettings(dsn=database.dsn(), log_id=log_id), Codec({**ALL, **EVENTS})
    book = Book(settings, codec, keys, software="tests/1", new_id=new_id)

    def erased(tally: str, ground: str) -> None:
        event = DealErased(
            at=NOON,
            erasure=tally,
            deal=tally,
            ground=ErasureGround(ground),
            reference="DPO-1",
            keys=book.erasing.keys_of_streams([stream_id(log_id, TALLY.name, tally)]),
            documents=0,
            proposed_by="okafor",
            by="amadi",
        )
        said: Callable[[object, object], list[Event]] = lambda _, __: [event]  # noqa: E731 - it decides nothing
        book.handle(One(LOG, ERASURES), said, None, context(f"erase-{tally}"))
        book.erasing.carry_out()

    yield erased
    book.close()


def test_a_history_is_shown_whole_to_who_has_only_a_policy(sign: Sign, judge: Judge) -> None:
    sign(40)
    verdict = judge()
    assert (verdict.outcome, verdict.through) == (Outcome.VALID, 40)
    assert verdict.findings[3].facts == {"events": 20, "opened": 20, "last": 20}


def test_it_goes_as_far_as_the_last_map_that_was_signed(
    sign: Sign, write: Write, followed: Followed, judge: Judge
) -> None:
    sign(4)
    write(4)
    assert followed.step()
    assert (judge().outcome, judge().through) == (Outcome.VALID, 4)
    sign(2)
    assert (judge().outcome, judge().through) == (Outcome.VALID, 11)


def test_before_a_map_is_signed_there_is_none(
    write: Write, followed: Followed, judge: Judge
) -> None:
    write(4)
    with refused("evidence_pending"):
        judge()
    followed.step()
    with refused("evidence_pending"):
        judge()


def test_of_what_is_not_there_or_was_seen_by_nobody_there_is_none(
    sign: Sign, judge: Judge, evidences: Evidences, entitled: Entitled, odd: UUID
) -> None:
    sign(4)
    with refused("evidence_pending"):
        judge(UUID(int=5))
    with refused("evidence_pending"):
        evidences.of(odd, entitled, witnessed=True)


def test_who_may_open_some_events_is_given_the_keys_of_these(
    sign: Sign, judge: Judge, keys: FileKeyStore
) -> None:
    sign(10)
    some = Entitled(secret_of=keys.secret, may_open=lambda version, _: version < 3)
    verdict = judge(entitled=some)
    assert (verdict.outcome, verdict.findings[3].facts["opened"]) == (Outcome.VALID, 2)
    assert "secret" not in repr(some)


def test_what_was_erased_is_proved_and_stays_closed(
    sign: Sign, judge: Judge, keys: FileKeyStore, odd: UUID, log_id: UUID
) -> None:
    sign(10)
    keys.destroy(keys.stream_key(log_id.bytes, odd.bytes).kid)
    verdict = judge()
    assert (verdict.outcome, verdict.findings[3].facts["opened"]) == (Outcome.VALID, 0)


def test_what_was_erased_is_said_by_the_log_itself(
    sign: Sign,
    judge: Judge,
    erase: Callable[..., None],
    cover: Callable[[], None],
    entitled: Entitled,
) -> None:
    sign(10)
    erase("even", "request")
    erase("odd", "court")
    cover()
    verdict = judge()
    assert (verdict.outcome, verdict.findings[3].facts["opened"]) == (Outcome.VALID, 0)
    (said,) = cast("list[dict[str, object]]", verdict.findings[3].facts["erasures"])
    assert (said["ground"], [*cast("list[int]", said["events"])]) == ("court", [1, 2, 3, 4, 5])
    closed = Entitled(secret_of=entitled.secret_of, may_open=lambda _, __: False)
    assert judge(entitled=closed).findings[3].facts["erased"] == 5


def test_a_head_from_before_an_erasure_does_not_say_it(
    sign: Sign, judge: Judge, erase: Callable[..., None]
) -> None:
    sign(10)
    erase("odd", "court")
    verdict = judge()
    assert (verdict.outcome, verdict.findings[3].facts["opened"]) == (Outcome.VALID, 0)
    assert "erasures" not in verdict.findings[3].facts


def test_a_key_that_is_not_known_is_no_erasure(sign: Sign, judge: Judge) -> None:
    sign(4)

    def unknown(kid: bytes) -> bytes:
        raise LedgerError("key_unknown", kid=kid.hex())

    with refused("key_unknown"):
        judge(entitled=Entitled(secret_of=unknown, may_open=lambda _, __: False))


def test_a_key_that_does_not_open_is_not_handed_out(sign: Sign, judge: Judge) -> None:
    sign(4)
    with refused("payload_tampered"):
        judge(entitled=Entitled(secret_of=lambda _: bytes(KEY_BYTES)))


def test_what_stands_in_clear_needs_no_key(
    sign: Sign, judge: Judge, evidences: Evidences, entitled: Entitled, log_id: UUID
) -> None:
    sign(4)
    sign(4)
    own = stream_id(log_id, "ledger", "log")
    bundle = parse_bundle(evidences.of(own, entitled).octets)
    assert [entry.event_key for entry in bundle.entries] == [""]
    assert judge(own).outcome is Outcome.VALID


def test_a_map_that_is_not_of_what_is_stored_makes_no_evidence(
    sign: Sign, judge: Judge, attack: Callable[[str], None]
) -> None:
    sign(6)
    attack("UPDATE ledger.streams SET last_leaf = sha256('x') WHERE version = 3")
    with refused("map_altered"):
        judge()


def test_the_map_goes_on_from_the_one_before_and_is_made_anew_if_that_was_wrong(
    sign: Sign, judge: Judge, attack: Callable[[str], None]
) -> None:
    sign(6)
    for events in (6, 3):
        sign(events)
        assert judge().outcome is Outcome.VALID
    sign(4)
    attack("UPDATE {events} SET leaf_hash = sha256('x') WHERE version = 6")
    assert judge().outcome is Outcome.VALID


def test_a_row_that_was_changed_after_it_was_signed_shows_in_the_evidence(
    sign: Sign, judge: Judge, attack: Callable[[str], None]
) -> None:
    sign(6)
    attack("UPDATE {events} SET meta = 'x' WHERE position = 2")
    verdict = judge()
    assert verdict.outcome is Outcome.TAMPERED
    assert verdict.failed is not None
    assert verdict.failed.reason is not None
    assert verdict.failed.reason.facts["event"] == 2


def test_a_history_that_is_too_long_is_told(
    sign: Sign, judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign(6)
    monkeypatch.setattr("ledger.evidence.building.EVENTS_MAX", 2)
    with refused("evidence_too_long"):
        judge()


@pytest.fixture
def cosign(book: Book, database: Database) -> Callable[..., None]:
    """Have the newest head cosigned, as witnesses do whose clock is so far from the log's."""

    def cosigned(*witnesses: SignerKey, seconds: int = 0) -> None:
        (origin,) = book.published.origins()
        head = book.published.newest(origin)
        assert head is not None
        at = book.rows.after(head.size - 1, 1)[0].recorded_at // 1_000_000 + seconds
        text = parse_note(head.note).text
        with psycopg.connect(database.dsn("sequencer")) as connection:
            for one in witnesses:
                line = signature_lines([cosign_text(text, one, at)])
                row = [origin, head.size, vkey_of(one.verifier), line, at]
                connection.execute(
                    "INSERT INTO ledger.cosignatures (origin, size, witness, line, at)"
                    " VALUES (%s, %s, %s, %s, %s)",
                    row,
                )

    return cosigned


@pytest.fixture
def given(
    book: Book, log_id: UUID, odd: UUID, entitled: Entitled
) -> Callable[..., tuple[Bundle, bytes]]:
    """Make evidence by the witnesses of a fair."""

    def made(*witnesses: SignerKey) -> tuple[Bundle, bytes]:
        keys = [one.verifier for one in witnesses]
        evidences = Evidences(log_id, book.rows, book.published, keys)
        octets = evidences.of(odd, entitled, witnessed=True).octets
        return parse_bundle(octets), octets

    return made


def test_it_says_between_which_seconds_its_last_event_came(
    sign: Sign, cosign: Callable[..., None], given: Callable[..., Any], signer: SignerKey
) -> None:
    sign(4)
    cosign(CHAMBER, REGULATOR)
    sign(4)
    cosign(CHAMBER, REGULATOR)
    bundle, octets = given(CHAMBER, REGULATOR)
    assert bundle.manifest.earlier
    witness = Witness("chamber", CHAMBER.verifier)
    verdict = verify_evidence(octets, Policy((Log(signer.verifier),), (witness,), (), "chamber"))
    assert verdict.outcome is Outcome.VALID
    facts = verdict.findings[6].facts
    assert facts["since"] is not None
    assert cast("int", facts["since"]) <= cast("int", facts["by"])
    assert verdict.findings[2].facts["not_counted"] == [REGULATOR.name]


def test_lines_of_those_whom_the_fair_does_not_ask_are_left_out(
    sign: Sign, cosign: Callable[..., None], given: Callable[..., Any]
) -> None:
    sign(4)
    cosign(PARTY)
    sign(4)
    cosign(CHAMBER, PARTY)
    bundle, octets = given(CHAMBER)
    assert bundle.manifest.witnesses == (vkey_of(CHAMBER.verifier),)
    assert PARTY.name.encode() not in octets
    assert not bundle.manifest.earlier  # nobody who counts had seen the log before


def test_a_head_that_was_cosigned_long_after_is_no_earlier_one(
    sign: Sign, cosign: Callable[..., None], given: Callable[..., Any]
) -> None:
    sign(4)
    cosign(CHAMBER, seconds=3_600)
    sign(4)
    cosign(CHAMBER)
    assert not given(CHAMBER)[0].manifest.earlier


def test_it_goes_no_further_than_it_is_asked_to(
    sign: Sign, evidences: Evidences, entitled: Entitled, odd: UUID
) -> None:
    sign(4)
    sign(4)
    assert evidences.of(odd, entitled).through == 9
    assert evidences.of(odd, entitled, until=8).through == 4
    with refused("evidence_pending"):
        evidences.of(odd, entitled, until=4)


def test_the_streams_of_an_aggregate_are_told_in_the_order_in_which_they_began(
    sign: Sign, book: Book, odd: UUID, log_id: UUID
) -> None:
    sign(4)
    even = stream_id(log_id, TALLY.name, "even")
    assert book.rows.streams(TALLY.name) == [odd, even]
    assert book.rows.streams("deal") == []
