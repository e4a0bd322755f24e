"""Cases of what was erased: said by the log itself, or not to be believed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final
from uuid import UUID

from conforming.case import (
    BOTH,
    MEMBERS,
    Case,
    bundle_of,
    closed,
    fails,
    holds,
    with_event,
    with_manifest,
    with_member,
)
from msgspec.structs import replace
from proven import DEAL, NAME, OTHER_DEAL, PERSON, MadeLog, erasure_entry, made_log

from ledger.evidence.bundle import Bundle, bundle_bytes
from ledger.evidence.container import container_bytes, parse_container
from ledger.evidence.manifest import ShownField

HISTORY: Final = "history"
INCLUSION: Final = "inclusion"
OTHER_LOG: Final = UUID("10000000-0000-8000-8000-00000000000a")
OTHER_KEY: Final = {"kid": OTHER_DEAL.bytes.hex(), "stream": str(OTHER_DEAL)}
PERSON_KEY: Final = {"kid": PERSON.kid.hex(), "stream": ""}
KIND: Final = "ledger.deal_erased.v1"


def cases() -> Iterator[Case]:
    """Yield the cases of erasures."""
    yield from _holding()
    for name, about, bundle in chain(_foreign(), _told(), _unreadable()):
        yield fails(f"erasure_{name}", HISTORY, about, bundle)
    for name, about, bundle in chain(_invented(), _elsewhere()):
        yield fails(f"erasure_{name}", INCLUSION, about, bundle)
    for name, about, octets in _misspelt():
        yield fails(f"erasure_{name}", "bundle", about, octets)
    yield fails("erasure_ahead", "time", "It is of an hour after it was witnessed.", _ahead())


def erased(kind: str = "deal", **says: object) -> Bundle:
    """Return the evidence of the deal, closed but for what is in clear, and erased so."""
    log = made_log()
    log.erase(kind, **says)
    return closed(bundle_of(log))


def erased_person() -> Bundle:
    """Return the evidence of the deal, open, with a person whose key is destroyed."""
    log = made_log()
    log.erase("person", keys=[PERSON_KEY])
    return bundle_of(log)


def _holding() -> Iterator[Case]:
    yield holds("erased", "The deal was erased.", erased())
    yield holds("erased_at_request", "It was asked for by right.", erased(ground="request"))
    yield holds("erased_person", "A person was erased, the deal was not.", erased_person())
    both = made_log()
    both.erase("person", keys=[PERSON_KEY])
    both.append(DEAL, "rates.pinned.v1", {}, clear=True)
    both.erase()
    yield holds("erased_but_for_what_is_in_clear", "An event is in clear.", _said_last(both))
    several = [OTHER_KEY, {"kid": DEAL.bytes.hex(), "stream": str(DEAL)}]
    yield holds("erased_with_others", "Other streams went with it.", erased(keys=several))
    unsaid = with_manifest(erased(), erasures=())
    yield holds("erased_unsaid", "It is closed, and no reason given.", replace(unsaid, erasures=()))
    later = made_log()
    later.erase()
    later.append(DEAL, "deal.comment_made.v1", {})
    yield holds("erased_and_gone_on", "An event came after it.", closed(bundle_of(later)))


def _said_last(log: MadeLog) -> Bundle:
    """Return the closed evidence of the deal, with the newest erasure alone."""
    bundle = closed(bundle_of(log))
    (_, last), (_, stored) = bundle.manifest.erasures, bundle.erasures
    return replace(with_manifest(bundle, erasures=(last,)), erasures=(stored,))


def _foreign() -> Iterator[tuple[str, str, Bundle]]:
    ours, other = DEAL.bytes.hex(), OTHER_DEAL.bytes.hex()
    early = MadeLog()
    early.erase()
    early.append(DEAL, "deal.opened.v1", {})
    clear = MadeLog()
    clear.append(DEAL, "rates.pinned.v1", {}, clear=True)
    clear.erase()
    twice = made_log()
    twice.erase()
    twice.erase(keys=[OTHER_KEY])
    yield from (
        ("of_another_deal", "It is of another deal.", erased(keys=[OTHER_KEY])),
        ("of_another_key", "A key is of no event.", erased(keys=[{**OTHER_KEY, "kid": "00" * 16}])),
        ("of_another_stream", "The key is another stream's.", _with_key(ours, str(OTHER_DEAL))),
        ("of_no_stream", "The key is no stream's.", _with_key(ours, "")),
        ("of_our_stream", "The stream is right, the key is not.", _with_key(other, str(DEAL))),
        ("of_nothing", "It names no key.", erased(keys=[])),
        ("of_later", "It came before the events.", closed(bundle_of(early))),
        ("of_what_is_clear", "All of it is in clear.", bundle_of(clear)),
        ("of_a_stranger", "No field is that person's.", erased("person", keys=[PERSON_KEY])),
        ("and_another", "One of two is of another deal.", closed(bundle_of(twice))),
    )


def _with_key(kid: str, stream: str) -> Bundle:
    return erased(keys=[{"kid": kid, "stream": stream}])


def _told() -> Iterator[tuple[str, str, Bundle]]:
    log = made_log()
    log.erase()
    whole = bundle_of(log)
    one = with_event(erased(), 2, event_key=whole.entries[1].event_key)
    shown = ShownField(pointer="/who/name", salt=NAME.salt.hex(), text=NAME.text)
    yield "and_opened", "What was erased can be read.", whole
    yield "and_one_opened", "One event of it can be read.", one
    yield (
        "and_named",
        "The person is named all the same.",
        with_event(erased_person(), 1, shown=(shown,)),
    )


def _unreadable() -> Iterator[tuple[str, str, Bundle]]:
    key = {"kid": DEAL.bytes.hex(), "stream": str(DEAL)}
    for name, about, says in (
        ("ground_unknown", "Its ground is none.", {"ground": "whim"}),
        ("ground_missing", "It says no ground.", {"ground": None}),
        ("reference_number", "Its file is a number.", {"reference": 7}),
        ("keys_none", "Its keys are null.", {"keys": None}),
        ("keys_object", "Its keys are an object.", {"keys": key}),
        ("key_text", "A key is a text.", {"keys": [key["kid"]]}),
        ("key_short", "A key's name is short.", {"keys": [{**key, "kid": "0a"}]}),
        ("key_upper_case", "A key's name is in capitals.", {"keys": [{**key, "kid": "AB" * 16}]}),
        ("key_stream_null", "A key's stream is null.", {"keys": [{**key, "stream": None}]}),
        ("of_type_inside", "It says to be of another type.", {"type": "ledger.hold_placed.v1"}),
    ):
        yield name, f"The log recorded it so: {about}", erased("deal", **says)
    yield "empty", "The log recorded nothing.", _recorded(b"", clear=True)
    yield "sealed", "The log recorded it sealed.", _recorded({"ground": "court"}, clear=False)
    other = erased()
    (entry,) = other.manifest.erasures
    person = replace(entry, type="ledger.person_erased.v1")
    yield "of_type_outside", "It is told as another's.", with_manifest(other, erasures=(person,))


def _recorded(says: object, *, clear: bool) -> Bundle:
    log = made_log()
    log.append(log.erasures, KIND, says, clear=clear)
    return closed(bundle_of(log))


def _invented() -> Iterator[tuple[str, str, Bundle]]:
    bundle = erased()
    (entry,), (stored,) = bundle.manifest.erasures, bundle.erasures
    whim = stored.payload.replace(b"court", b"request")
    for name, about, payload, meta in (
        ("reason_changed", "Another reason was written into it.", whim, stored.meta),
        ("meta_changed", "Who did it was changed.", stored.payload, b"{}"),
    ):
        changed = replace(stored, payload=payload, meta=meta)
        yield name, about, replace(bundle, erasures=(changed,))
    for name, about, changes in (
        ("time_changed", "Its time was changed.", {"recorded_at": entry.recorded_at + 1}),
        ("position_changed", "Its position was changed.", {"position": entry.position + 1}),
        ("version_changed", "Its version was changed.", {"version": 2}),
        ("salt_changed", "Its salt was changed.", {"salt": "00" * 32}),
        ("chained_otherwise", "The leaf before is another.", {"prev": "11" * 32}),
        ("position_beyond", "Its position is beyond the tree.", {"position": 2**53 - 1}),
    ):
        yield name, about, with_manifest(bundle, erasures=(replace(entry, **changes),))
    way = stored.inclusion
    for name, about, proof in (
        ("way_cut", "Its way to the root is cut.", way[:-1]),
        ("way_empty", "It has no way to the root.", ()),
        ("way_swapped", "Its way is in another order.", way[::-1]),
    ):
        yield name, about, replace(bundle, erasures=(replace(stored, inclusion=proof),))


def _elsewhere() -> Iterator[tuple[str, str, Bundle]]:
    says = {"ground": "court", "reference": "DPO-2"}
    says |= {"keys": [{"kid": DEAL.bytes.hex(), "stream": str(DEAL)}]}
    log = made_log()
    log.append(OTHER_DEAL, KIND, says, clear=True)
    stray = log.kept[-1]
    yield (
        "in_another_stream",
        "It was recorded in another stream.",
        _passed_off(log, stray.position),
    )
    other = MadeLog(OTHER_LOG)
    other.kept = [*made_log().kept]
    other.erase()
    theirs = other.bundle(DEAL, *BOTH)
    unsaid = with_manifest(erased(), erasures=theirs.manifest.erasures)
    foreign = replace(unsaid, erasures=theirs.erasures)
    yield "of_another_log", "It was recorded in another log.", foreign


def _passed_off(log: MadeLog, position: int) -> Bundle:
    """Return the closed evidence of the deal with an event as the erasure that it is not."""
    stray = log.kept[position - 1]
    bundle = closed(bundle_of(log))
    named = with_manifest(bundle, erasures=(erasure_entry(stray),))
    return replace(named, erasures=(log.proved(stray),))


def _misspelt() -> Iterator[tuple[str, str, Bundle | bytes]]:
    bundle = erased()
    (entry,), (stored,) = bundle.manifest.erasures, bundle.erasures
    log = made_log()
    log.erase()
    log.erase(ground="request")
    two = closed(bundle_of(log))
    one, other = two.manifest.erasures
    twice = replace(with_manifest(bundle, erasures=(entry, entry)), erasures=(stored, stored))
    yield "twice", "It comes twice.", twice
    swapped = replace(with_manifest(two, erasures=(other, one)), erasures=two.erasures[::-1])
    yield "before_another", "Two are not in their order.", swapped
    hold = replace(entry, type="ledger.hold_placed.v1")
    yield "of_no_kind", "Its type is none of an erasure.", with_manifest(bundle, erasures=(hold,))
    members = parse_container(bundle_bytes(bundle))
    plain = {**members, "README.md": MEMBERS["README.md"]}
    yield "not_in_readme", "The recipe does not say how to check it.", container_bytes(plain)
    readme = members["README.md"]
    yield (
        "in_readme_only",
        "The recipe tells of one, there is none.",
        with_member("README.md", readme),
    )
    del members["erasures/00001.meta"]
    yield "half", "A part of it is missing.", container_bytes(members)


def _ahead() -> Bundle:
    log = made_log()
    log.clock += 3_600 * 1_000_000
    log.erase()
    log.clock -= 3_600 * 1_000_000
    return closed(bundle_of(log))
