"""Cases of the tree and of the head map: that an event is in the log, and that none is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Final
from uuid import UUID

from conforming.case import (
    BOTH,
    WHOLE,
    Case,
    bundle_of,
    closed,
    evidence_of,
    fails,
    holds,
    with_event,
    with_manifest,
)
from conforming.logs import OddLog
from msgspec.structs import replace
from proven import DEAL, OTHER_DEAL, MadeLog, made_log, with_stored

from ledger.evidence.bundle import Bundle
from ledger.opening import NO_LEAF, Opening, entry_hash, opening_bytes
from ledger.proof.hashing import leaf_hash
from ledger.proof.head_proof import HeadProof, head_proof
from ledger.proof.headmap import key_of

INCLUSION: Final = "inclusion"
COMPLETE: Final = "complete"


def cases() -> Iterator[Case]:
    """Yield the cases of inclusion and completeness."""
    yield from _included()
    yield from _ways()
    yield from _leaves()
    yield from _complete()
    yield from _maps()
    yield from _said()


def _included() -> Iterator[Case]:
    long = made_log()
    for _ in range(515):
        long.append(OTHER_DEAL, "deal.comment_made.v1", {})
    yield holds("tree_of_521", "The log has more leaves than a tile is wide.", bundle_of(long))
    crowd = made_log()
    for number in range(40):
        crowd.append(UUID(int=number + 1), "deal.opened.v1", {})
    yield holds("many_streams", "The head map has forty streams more.", bundle_of(crowd))
    log = made_log()
    bundle = bundle_of(log)
    for number in range(5):
        log.append(OTHER_DEAL, "deal.comment_made.v1", {"text": str(number)})
    yield holds("log_goes_on", "The log has grown behind the head map.", _proved_later(log, bundle))


def _proved_later(log: MadeLog, bundle: Bundle) -> Bundle:
    """Return a bundle that is proved by the head of the log as it stands."""
    own = [one for one in log.kept if one.stream == DEAL]
    saying = next(one for one in log.kept if one.position == bundle.saying.position)
    events = tuple(log.proved(one) for one in own)
    checkpoint = log.note(*BOTH)
    return replace(bundle, checkpoint=checkpoint, events=events, head_map=log.proved(saying))


def _way(version: int, *hashes: bytes) -> Bundle:
    return with_stored(WHOLE, version, inclusion=hashes)


def _ways() -> Iterator[Case]:
    way = WHOLE.events[1].inclusion
    changed = bytes([way[0][0] ^ 1]) + way[0][1:]
    beyond = with_event(WHOLE, 3, position=7)
    far = with_event(WHOLE, 3, position=2**53 - 1)
    for name, about, bundle in (
        ("sibling_changed", "A hash is changed.", _way(2, changed, *way[1:])),
        ("siblings_swapped", "Two hashes have changed places.", _way(2, way[1], way[0], *way[2:])),
        ("way_cut", "The last hash is missing.", _way(2, *way[:-1])),
        ("way_long", "It has a hash more.", _way(2, *way, way[0])),
        ("way_empty", "It is empty.", _way(2)),
        ("way_of_neighbour", "It is another leaf's.", _way(2, *WHOLE.events[0].inclusion)),
        ("position_beyond_size", "The position is beyond the tree.", beyond),
        ("position_far_beyond", "The position is the largest that there is.", far),
        ("position_other", "It is at another position.", with_event(WHOLE, 2, position=4)),
        ("salt_other", "Its salt is another.", with_event(WHOLE, 2, salt="00" * 32)),
        ("time_other", "Its time is another.", _later(WHOLE)),
        ("meta_other", "Who did it is another.", with_stored(WHOLE, 2, meta=b"{}")),
        ("payload_other", "A closed event's bytes are others.", _payload_other()),
        ("type_other", "A closed event is said to be of another type.", _type_other()),
        ("event_replaced", "Another deal's event is in its place.", _replaced()),
        ("event_invented", "An event that nobody recorded is added.", _invented()),
        ("head_of_later_tree", "The checkpoint is that of a later tree.", _later_head()),
        ("head_of_other_tree", "The log signed another tree of this size.", _other_head()),
        ("log_other", "Another log is named.", with_manifest(closed(WHOLE), log=UUID(int=7))),
        (
            "stream_other",
            "Another deal is named.",
            with_manifest(closed(WHOLE), stream=UUID(int=7)),
        ),
    ):
        yield fails(
            f"inclusion_{name}", INCLUSION, f"The way of an event to the root: {about}", bundle
        )


def _later(bundle: Bundle) -> Bundle:
    return with_event(bundle, 2, recorded_at=bundle.entries[1].recorded_at + 1)


def _payload_other() -> Bundle:
    bundle = closed(WHOLE)
    return with_stored(bundle, 2, payload=bundle.events[1].payload + b"\0")


def _type_other() -> Bundle:
    return with_event(closed(WHOLE), 2, type="deal.offer_withdrawn.v1")


def _replaced() -> Bundle:
    other = closed(made_log().bundle(OTHER_DEAL, *BOTH))
    entry, stored = other.entries[1], other.events[1]
    bundle = with_event(closed(WHOLE), 2, type=entry.type, salt=entry.salt)
    return with_stored(bundle, 2, payload=stored.payload, meta=stored.meta)


def _invented() -> Bundle:
    bundle = closed(WHOLE)
    last, stored = bundle.entries[-1], bundle.events[-1]
    entries = (*bundle.entries, replace(last, version=4, position=last.position + 1))
    return replace(with_manifest(bundle, events=entries), events=(*bundle.events, stored))


def _later_head() -> Bundle:
    log = made_log()
    bundle = bundle_of(log)
    log.append(OTHER_DEAL, "deal.comment_made.v1", {})
    return replace(bundle, checkpoint=log.note(*BOTH))


def _other_head() -> Bundle:
    log = made_log(4)
    log.kept = log.kept[: len(made_log().kept) + 1]
    log.kept[-1] = replace(log.kept[-1], leaf=bytes(32))
    return replace(WHOLE, checkpoint=log.note(*BOTH))


def _leaves() -> Iterator[Case]:
    for name, how, leaf_of in (
        ("without_prefix", "without the 0x00 before it", entry_hash),
        ("prefix_01", "with 0x01 before it", lambda o: sha256(b"\1" + entry_hash(o)).digest()),
        ("of_opening", "from the opening, not its hash", lambda o: leaf_hash(opening_bytes(o))),
        ("without_domain", "without the domain", lambda o: _hashed(opening_bytes(o)[21:])),
        ("unchained", "without the leaf before", lambda o: _leaf(replace(o, prev=NO_LEAF))),
        ("salted_otherwise", "with zeros for a salt", lambda o: _leaf(replace(o, salt=bytes(32)))),
        ("digests_swapped", "with meta before payload", lambda o: _leaf(_swapped(o))),
        ("little_endian", "with little-endian numbers", lambda o: _hashed(_little_endian(o))),
        ("in_milliseconds", "with the time in milliseconds", lambda o: _leaf(_coarse(o))),
    ):
        about = f"The log made its leaves {how}."
        yield fails(f"leaf_{name}", INCLUSION, about, _by_odd_log(leaf_of))


def _by_odd_log(leaf_of: Callable[[Opening], bytes]) -> Bundle:
    log = OddLog(leaf_of)
    for _ in range(2):
        log.append(DEAL, "deal.comment_made.v1", {})
    return bundle_of(log)


def _leaf(opening: Opening) -> bytes:
    return leaf_hash(entry_hash(opening))


def _hashed(opening: bytes) -> bytes:
    return leaf_hash(sha256(opening).digest())


def _swapped(o: Opening) -> Opening:
    return replace(o, payload_sha256=o.meta_sha256, meta_sha256=o.payload_sha256)


def _coarse(o: Opening) -> Opening:
    return replace(o, recorded_at=o.recorded_at // 1000)


def _little_endian(o: Opening) -> bytes:
    octets = opening_bytes(o)
    version, at, length = octets[53:61], octets[61:69], octets[69:71]
    return octets[:53] + version[::-1] + at[::-1] + length[::-1] + octets[71:]


def _with_proof(proof: HeadProof) -> Bundle:
    return replace(WHOLE, head_proof=proof)


def _complete() -> Iterator[Case]:
    log = made_log()
    heads = log.heads()
    proof = head_proof(heads, DEAL.bytes)
    first = proof.siblings[0]
    changed = bytes([first[0] ^ 1]) + first[1:]
    other = head_proof(heads, OTHER_DEAL.bytes)
    absent = head_proof(heads, UUID(int=3).bytes)
    deeper = HeadProof((bytes(32), *proof.siblings))
    none = HeadProof(proof.siblings, (key_of(DEAL.bytes), bytes(32)))
    for name, about, bundle in (
        ("sibling_changed", "A hash is changed.", _with_proof(HeadProof((changed,)))),
        ("too_deep", "It has a hash more.", _with_proof(deeper)),
        ("too_flat", "It has no hash.", _with_proof(HeadProof(()))),
        ("of_other_stream", "It is another stream's.", _with_proof(other)),
        ("of_no_stream", "It shows that there is no such stream.", _with_proof(absent)),
        ("with_other_head", "It shows a head in the stream's place.", _with_proof(none)),
        ("tail_cut", "The last event is left out.", _cut(evidence_of(4))),
    ):
        yield fails(f"head_{name}", COMPLETE, f"The proof from the head map: {about}", bundle)


def _cut(bundle: Bundle) -> Bundle:
    manifest = replace(bundle.manifest, events=bundle.entries[:-1])
    return replace(bundle, manifest=manifest, events=bundle.events[:-1])


def _saying(**changes: object) -> Bundle:
    return with_manifest(WHOLE, head_map=replace(WHOLE.saying, **changes))


def _maps() -> Iterator[Case]:
    stored = WHOLE.head_map
    deal = WHOLE.events[-1]
    passed = replace(WHOLE, head_map=replace(stored, payload=deal.payload))
    for name, about, bundle in (
        ("version_other", "Its version is another.", _saying(version=2)),
        ("position_other", "Its position is another.", _saying(position=5)),
        ("position_beyond", "It is beyond the tree.", _saying(position=7)),
        ("time_other", "Its time is another.", _saying(recorded_at=1)),
        ("salt_other", "Its salt is another.", _saying(salt="00" * 32)),
        ("prev_other", "The leaf before is another.", _saying(prev="11" * 32)),
        ("meta_other", "Who said it is another.", _with_map(meta=b"{}")),
        ("root_other", "Its root is another.", _with_map(payload=stored.payload[:-4] + b'00"}')),
        ("way_cut", "Its way to the root is cut.", _with_map(inclusion=stored.inclusion[:-1])),
        ("is_an_event", "An event of the deal is passed off as it.", passed),
    ):
        yield fails(f"map_{name}", COMPLETE, f"The event of the head map: {about}", bundle)
    yield fails("map_older", COMPLETE, "The map is older than the last event.", _older_map())
    about = "An older bundle is put under a newer head: it is as true as it was, and no more."
    yield holds("map_of_then", about, older_under_newer(made_log()))


def _with_map(**changes: object) -> Bundle:
    return replace(WHOLE, head_map=replace(WHOLE.head_map, **changes))


def older_under_newer(log: MadeLog) -> Bundle:
    """Return the evidence of a deal as it was, under a head that has one event of it more."""
    older = bundle_of(log)
    *kept, saying = log.kept
    log.append(DEAL, "deal.comment_made.v1", {"text": "more"})
    log.say_heads()
    return replace(
        older,
        checkpoint=log.note(*BOTH),
        events=tuple(log.proved(one) for one in kept if one.stream == DEAL),
        head_map=log.proved(saying),
    )


def _older_map() -> Bundle:
    log = made_log()
    older = bundle_of(log)
    log.append(DEAL, "deal.comment_made.v1", {"text": "more"})
    newer = bundle_of(log)
    saying = next(one for one in log.kept if one.position == older.saying.position)
    return replace(
        with_manifest(newer, head_map=older.saying),
        head_map=log.proved(saying),
        head_proof=older.head_proof,
    )


def _said() -> Iterator[Case]:
    root = made_log().heads().root.hex()
    sayings: list[tuple[str, str, dict[str, object]]] = [
        ("through_zero", "through position 0", {"through_position": 0, "root": root}),
        ("through_itself", "through its own position", {"through_position": 6, "root": root}),
        ("through_beyond", "through a later position", {"through_position": 99, "root": root}),
        ("through_text", "through a text", {"through_position": "5", "root": root}),
        ("through_missing", "through no position", {"root": root}),
        ("root_missing", "without a root", {"through_position": 5}),
        ("root_short", "with a short root", {"through_position": 5, "root": "00"}),
        ("root_upper_case", "with capitals", {"through_position": 5, "root": root.upper()}),
        ("root_zero", "of a map without streams", {"through_position": 5, "root": "00" * 32}),
    ]
    for name, about, said in sayings:
        bundle = made_log().bundle(DEAL, *BOTH, said=said)
        yield fails(f"said_{name}", COMPLETE, f"The log said its head map {about}.", bundle)
