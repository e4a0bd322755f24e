"""Cases of the earlier head, which shows when an event was not there yet, and of keys given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from conforming.case import (
    BOTH,
    WHOLE,
    Case,
    bundle_of,
    closed,
    fails,
    holds,
    stays_open,
    with_manifest,
)
from msgspec.structs import replace
from proven import BEGIN, DEAL, MadeLog, made_log, with_disclosures
from proving import CHAMBER, ORIGIN, PARTY, REGULATOR, log_key, witness_key

from ledger.evidence.bundle import Bundle
from ledger.proof.note import note_bytes, parse_note
from ledger.proof.signer import SignerKey
from ledger.proof.vkey import vkey_of

WITNESSES: Final = "witnesses"
_GIVEN: Final = WHOLE.manifest.witnesses


def cases() -> Iterator[Case]:
    """Yield the cases of the earlier head, and of witnesses whose keys the bundle gives."""
    yield from _earlier()
    yield from _since()
    yield from _given()


def _with_earlier(note: bytes, bundle: Bundle = WHOLE) -> Bundle:
    return replace(with_manifest(bundle, earlier=True), earlier=note)


def _older(*witnesses: SignerKey, size: int = 4, key: SignerKey | None = None) -> bytes:
    """Return a head of the log from when it had so many events."""
    return made_log().note(*witnesses, key=key, size=size)


def _earlier() -> Iterator[Case]:
    note = parse_note(WHOLE.earlier)
    first = note.signatures[0]
    spoilt = replace(first, value=bytes([first.value[0] ^ 1]) + first.value[1:])
    unsound = note_bytes(replace(note, signatures=(spoilt, *note.signatures[1:])))
    unsigned = note_bytes(replace(note, signatures=note.signatures[1:]))
    for name, about, octets in (
        ("malformed", "It is no note.", b"hello\n"),
        ("signature", "A bit of its signature is turned over.", unsound),
        ("unsigned", "The log did not sign it.", unsigned),
        ("of_impostor", "Another key signed it.", _older(*BOTH, key=log_key(ORIGIN, 1))),
    ):
        bundle = _with_earlier(octets)
        yield fails(f"earlier_{name}", WITNESSES, f"The earlier head: {about}", bundle)
    for name, about, octets in (
        ("not_earlier", "It has the last event already.", _older(*BOTH, size=5)),
        ("same_head", "It is the head itself.", WHOLE.checkpoint),
    ):
        yield fails(f"earlier_{name}", "time", f"The earlier head: {about}", _with_earlier(octets))
    other = _older(*BOTH, key=log_key("other.example.org/log"))
    about = "The earlier head is of a log that the policy does not know."
    yield stays_open("earlier_of_unknown_log", WITNESSES, about, _with_earlier(other))
    about = "Too few have seen the earlier head to say since when."
    yield holds("earlier_witnessed_by_one", about, _with_earlier(_older(CHAMBER)))
    none = replace(with_manifest(WHOLE, earlier=False), earlier=b"")
    yield holds("earlier_left_out", "There is no earlier head.", none)
    missing = with_manifest(none, earlier=True)
    empty = replace(missing, earlier=b"")
    yield fails("earlier_empty", WITNESSES, "The earlier head is empty.", empty)


def _history_from(microseconds: int) -> Bundle:
    """Return a history that ends a minute before it was not there yet, and so much later."""
    log = MadeLog()
    log.clock = BEGIN + microseconds - 2
    log.append(DEAL, "deal.opened.v1", {})
    log.append(DEAL, "deal.comment_made.v1", {})
    log.seen = log.note(*BOTH, size=1)
    return bundle_of(log)


def _since() -> Iterator[Case]:
    about = "It says to be a minute and a microsecond before witnesses saw the log without it."
    exact, over = _history_from(0), _history_from(-1)
    yield holds("time_a_minute_behind", "It says to be a minute before it can be.", exact)
    yield fails("time_over_a_minute_behind", "time", about, over)
    day = _history_from(-86_400_000_000)
    yield fails("time_a_day_behind", "time", "It says to be of the day before.", day)


def _named(*vkeys: str) -> Bundle:
    return with_manifest(WHOLE, witnesses=tuple(sorted((*_GIVEN, *vkeys))))


def _given() -> Iterator[Case]:
    third = with_disclosures(made_log().bundle(DEAL, *BOTH, PARTY))
    spoilt = third.checkpoint[:-8] + b"AAAAAA=\n"
    party, log = vkey_of(PARTY.verifier), vkey_of(log_key().verifier)
    other = vkey_of(witness_key("witness.z.example.org/1").verifier)
    for name, about, bundle in (
        ("key_without_line", "A key is given, and its owner did not sign.", _named(other)),
        ("key_of_log", "A key is given that is a log's.", _named(log)),
        ("key_malformed", "A key is given that is none.", _named("hello")),
        ("key_id_wrong", "A key's id is another's.", _named(_other_id(party))),
        ("line_spoilt", "A line of one who does not count is wrong.", _noted(third, spoilt)),
    ):
        yield fails(f"given_{name}", WITNESSES, about, bundle)
    yield holds("given_none", "No keys are given, and the policy knows all.", _unnamed())
    earlier = _with_earlier(_older(*BOTH, PARTY), _named(party))
    yield holds("given_for_earlier", "Somebody else has seen the earlier head alone.", earlier)
    one = closed(with_disclosures(made_log().bundle(DEAL, REGULATOR, PARTY)))
    about = "One who does not count does not make up for one who does."
    yield stays_open("given_does_not_count", WITNESSES, about, one)


def _noted(bundle: Bundle, note: bytes) -> Bundle:
    return replace(bundle, checkpoint=note)


def _other_id(vkey: str) -> str:
    name, key_id, key = vkey.split("+", 2)
    return f"{name}+{key_id[::-1]}+{key}"


def _unnamed() -> Bundle:
    return with_manifest(WHOLE, witnesses=())
