"""What somebody does to a bundle who can write a container, and has no key that counts."""

from __future__ import annotations

from uuid import UUID

import pytest
from msgspec.structs import replace
from proven import (
    DEAL,
    LOG,
    NAME,
    OTHER_DEAL,
    PAPER,
    POLICY,
    MadeLog,
    evidence,
    made_log,
    with_disclosures,
    with_entry,
    with_files,
    with_stored,
)
from proving import CHAMBER, ORIGIN, PARTY, REGULATOR, log_key

from ledger.evidence.bundle import Bundle, bundle_bytes
from ledger.evidence.container import container_bytes, parse_container
from ledger.evidence.manifest import ShownField
from ledger.evidence.verdict import Outcome
from ledger.evidence.verifier import verify_evidence
from ledger.proof.policy import Log
from ledger.proof.vkey import vkey_of

WHOLE = evidence(5)
MEMBERS = parse_container(bundle_bytes(WHOLE))
BOTH = (CHAMBER, REGULATOR)
LATER_DEAL = UUID("40000000-0000-8000-8000-000000000004")


def refused(octets: bytes) -> tuple[str, str]:
    """Return which check shows that a bundle was tampered with, and by what."""
    verdict = verify_evidence(octets, POLICY)
    assert verdict.outcome is Outcome.TAMPERED
    assert verdict.failed is not None
    assert verdict.failed.reason is not None
    return verdict.failed.check.value, verdict.failed.reason.code


def refused_bundle(bundle: Bundle) -> tuple[str, str]:
    return refused(bundle_bytes(bundle))


def without(bundle: Bundle, version: int, *, renumbered: bool) -> Bundle:
    """Return a bundle from which one event is gone."""
    entries = [one for one in bundle.entries if one.version != version]
    events = [s for e, s in zip(bundle.entries, bundle.events, strict=True) if e.version != version]
    if renumbered:
        entries = [replace(one, version=at) for at, one in enumerate(entries, start=1)]
    manifest = replace(bundle.manifest, events=tuple(entries))
    return replace(bundle, manifest=manifest, events=tuple(events))


def test_an_event_is_taken_out() -> None:
    assert refused_bundle(without(WHOLE, 3, renumbered=False)) == ("history", "history_broken")


def test_an_event_is_taken_out_and_the_others_are_renumbered() -> None:
    # the events that moved up do not even open there: their keys are bound to their versions
    assert refused_bundle(without(WHOLE, 3, renumbered=True))[0] == "history"


def test_it_is_taken_out_renumbered_and_nothing_is_opened() -> None:
    closed = WHOLE
    for version in range(1, 6):
        closed = with_entry(closed, version, event_key="", shown=())
    closed = with_files(closed)
    gone = without(closed, 3, renumbered=True)
    verdict = verify_evidence(bundle_bytes(gone), POLICY)
    assert verdict.failed is not None
    assert verdict.failed.reason is not None
    assert verdict.failed.reason.code == "inclusion_refuted"
    assert verdict.failed.reason.facts["event"] == 3


def test_the_tail_is_cut_off() -> None:
    assert refused_bundle(without(WHOLE, 5, renumbered=False)) == ("complete", "head_refuted")


def test_an_event_of_another_deal_is_put_in() -> None:
    log = made_log(5)
    own, other = log.bundle(DEAL, *BOTH), log.bundle(OTHER_DEAL, *BOTH)
    entry, stored = other.entries[1], other.events[1]
    put = with_entry(own, 2, **{name: getattr(entry, name) for name in ("type", "salt")})
    put = with_stored(put, 2, payload=stored.payload, meta=stored.meta)
    assert refused_bundle(put)[0] == "history"
    assert refused_bundle(with_entry(put, 2, event_key="")) == ("inclusion", "inclusion_refuted")


def test_the_whole_history_is_that_of_another_deal() -> None:
    log = made_log(5)
    own, other = log.bundle(DEAL, *BOTH), log.bundle(OTHER_DEAL, *BOTH)
    swapped = replace(other, manifest=replace(other.manifest, stream=DEAL))
    assert refused_bundle(swapped)[0] == "history"
    assert refused_bundle(replace(own, head_proof=other.head_proof))[0] == "complete"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"type": "deal.comment_made.v2"}, "payload_tampered"),
        ({"recorded_at": WHOLE.entries[1].recorded_at + 1}, "inclusion_refuted"),
        ({"salt": "00" * 32}, "inclusion_refuted"),
        ({"position": WHOLE.entries[1].position + 1}, "inclusion_refuted"),
        ({"position": 1}, "history_broken"),
        ({"recorded_at": 1}, "history_broken"),
        ({"event_key": "00" * 32}, "payload_tampered"),
    ],
)
def test_something_else_is_said_of_an_event(changes: dict[str, object], code: str) -> None:
    assert refused_bundle(with_entry(WHOLE, 2, **changes))[1] == code


def test_two_events_change_places() -> None:
    three, four = WHOLE.entries[2], WHOLE.entries[3]
    swapped = with_entry(WHOLE, 3, salt=four.salt, event_key="")
    swapped = with_entry(swapped, 4, salt=three.salt, event_key="")
    for version, other in ((3, WHOLE.events[3]), (4, WHOLE.events[2])):
        swapped = with_stored(swapped, version, payload=other.payload, meta=other.meta)
    assert refused_bundle(swapped) == ("inclusion", "inclusion_refuted")


def test_the_head_is_that_of_another_log_with_its_name() -> None:
    forged = made_log(5).bundle(DEAL, *BOTH, key=log_key(ORIGIN, 1))
    assert refused_bundle(forged) == ("checkpoint", "log_signature_missing")


def test_the_head_is_a_later_one_of_the_log() -> None:
    log = made_log(5)
    bundle = log.bundle(DEAL, *BOTH)
    log.append(OTHER_DEAL, "deal.comment_made.v1", {"text": "more"})
    later = replace(bundle, checkpoint=log.note(*BOTH))
    assert refused_bundle(later)[0] == "inclusion"


def test_the_head_is_that_of_a_log_that_was_made_anew() -> None:
    other = MadeLog()
    other.append(DEAL, "deal.opened.v1", {})
    other.append(DEAL, "deal.closed.v1", {})
    remade = replace(WHOLE, checkpoint=other.note(*BOTH))
    assert refused_bundle(remade)[0] == "inclusion"


def test_the_head_is_no_note_at_all() -> None:
    assert refused_bundle(replace(WHOLE, checkpoint=b"size 5\n")) == (
        "checkpoint",
        "note_malformed",
    )


def test_the_map_is_an_older_one() -> None:
    log = made_log(3)
    older = log.bundle(DEAL, *BOTH)
    log.append(DEAL, "deal.comment_made.v1", {"text": "more"})
    newer = log.bundle(DEAL, *BOTH)
    saying = log.kept[5]
    stored = log.proved(saying)
    back = replace(
        newer,
        manifest=replace(newer.manifest, head_map=older.manifest.head_map),
        head_map=stored,
        head_proof=older.head_proof,
    )
    assert refused_bundle(back) == ("complete", "head_map_short")


def test_an_event_of_a_deal_is_passed_off_as_the_map() -> None:
    ours = WHOLE.events[4]
    passed = replace(WHOLE, head_map=replace(WHOLE.head_map, payload=ours.payload))
    assert refused_bundle(passed) == ("complete", "inclusion_refuted")


def test_the_log_says_its_map_in_words_that_nobody_reads() -> None:
    log = made_log()
    garbled = log.bundle(DEAL, *BOTH, said={"through_position": 0, "root": "none"})
    assert refused_bundle(garbled) == ("complete", "head_map_unreadable")


def test_another_log_or_stream_is_named() -> None:
    for changes in ({"log": UUID(int=7)}, {"stream": UUID(int=7)}):
        named = replace(WHOLE, manifest=replace(WHOLE.manifest, **changes))
        assert refused_bundle(named)[0] == "history"
    assert WHOLE.manifest.log == LOG


@pytest.mark.parametrize(
    ("field", "code"),
    [
        (ShownField(pointer="/who/name", salt=NAME.salt.hex(), text="Somebody"), "field_tampered"),
        (ShownField(pointer="/who/name", salt="00" * 32, text=NAME.text), "field_tampered"),
        (ShownField(pointer="/who", salt=NAME.salt.hex(), text=NAME.text), "field_unknown"),
        (ShownField(pointer="/who/name/x/y", salt=NAME.salt.hex(), text="x"), "field_unknown"),
        (ShownField(pointer="who", salt=NAME.salt.hex(), text=NAME.text), "field_unknown"),
    ],
)
def test_a_person_is_said_to_be_somebody_else(field: ShownField, code: str) -> None:
    assert refused_bundle(with_entry(WHOLE, 1, shown=(field,))) == ("history", code)


def test_a_person_is_shown_of_an_event_that_stays_closed() -> None:
    closed = with_entry(WHOLE, 1, event_key="")
    assert refused_bundle(closed) == ("history", "field_unknown")


def test_a_paper_is_another_one() -> None:
    manifest = replace(WHOLE.manifest, files=("00" * 32,))
    other = replace(WHOLE, attached=(b"other", *WHOLE.attached[1:]))
    for changed in (other, replace(WHOLE, manifest=manifest)):
        assert refused_bundle(changed) == ("signatures", "file_altered")
    another = with_files(WHOLE, b"other, with all that it carries " + PAPER)
    assert refused_bundle(another) == ("signatures", "file_unnamed")


@pytest.mark.parametrize("part", ["certificates", "revocation", "time_stamps"])
def test_something_is_handed_in_that_no_paper_carries(part: str) -> None:
    for content in (b"0\x82another", b""):
        added = with_files(WHOLE, PAPER, **{part: content})
        assert refused_bundle(added) == ("signatures", "carried_by_none")


def test_a_key_is_given_of_who_has_not_signed() -> None:
    given = (*WHOLE.manifest.witnesses, vkey_of(PARTY.verifier))
    named = replace(WHOLE.manifest, witnesses=tuple(sorted(given)))
    changed = replace(WHOLE, manifest=named)
    assert refused_bundle(changed) == ("witnesses", "witness_unheard")
    logs = replace(WHOLE.manifest, witnesses=(vkey_of(log_key().verifier),))
    assert refused_bundle(replace(WHOLE, manifest=logs)) == ("witnesses", "key_misused")


def test_the_keys_of_witnesses_stand_in_another_order_or_twice() -> None:
    one, two = WHOLE.manifest.witnesses
    for given in ((two, one), (one, one)):
        changed = replace(WHOLE, manifest=replace(WHOLE.manifest, witnesses=given))
        assert refused_bundle(changed) == ("bundle", "manifest_malformed")


def test_the_line_of_a_stranger_is_not_by_the_key_that_is_given() -> None:
    forged = made_log(5).bundle(DEAL, *BOTH, PARTY)
    value = forged.checkpoint.rpartition(b" ")[2]
    changed = forged.checkpoint.replace(value, value[:20] + value[20:60].swapcase() + value[60:])
    assert refused_bundle(replace(forged, checkpoint=changed)) == ("witnesses", "signature_invalid")


def test_the_earlier_head_has_the_last_event_or_is_of_another_tree() -> None:
    changed = replace(WHOLE, earlier=WHOLE.checkpoint)
    assert refused_bundle(changed) == ("time", "earlier_not_earlier")
    other = made_log().note(*BOTH, key=log_key("other.example.org"))
    both = replace(POLICY, logs=(*POLICY.logs, Log(log_key("other.example.org").verifier)))
    verdict = verify_evidence(bundle_bytes(replace(WHOLE, earlier=other)), both)
    assert verdict.failed is not None
    assert verdict.failed.reason is not None
    assert verdict.failed.reason.code == "earlier_of_another"


def test_an_event_says_to_be_from_before_the_log_was_seen_without_it() -> None:
    log = made_log(4)
    log.seen = log.note(*BOTH)
    log.clock -= 60_000_000
    log.append(LATER_DEAL, "deal.opened.v1", {"title": "dated back"})
    assert refused_bundle(log.bundle(LATER_DEAL, *BOTH)) == ("time", "time_behind")


def test_a_paper_is_added_that_no_event_names() -> None:
    log = MadeLog()
    log.append(DEAL, "deal.opened.v1", {"who": {"name": "nobody"}})
    bundle = with_disclosures(log.bundle(DEAL, *BOTH))
    assert refused_bundle(with_entry(bundle, 1, shown=())) == ("signatures", "file_unnamed")


def test_a_key_is_given_for_what_is_not_sealed() -> None:
    log = MadeLog()
    log.append(DEAL, "rates.pinned.v1", {"rate": "7.1"}, clear=True)
    bundle = log.bundle(DEAL, *BOTH)
    assert verify_evidence(bundle_bytes(bundle), POLICY).outcome is Outcome.VALID
    assert refused_bundle(with_entry(bundle, 1, event_key="00" * 32)) == ("history", "key_needless")


def test_an_event_says_to_be_of_another_kind_than_it_is_recorded_as() -> None:
    log = MadeLog()
    log.append(DEAL, "rates.pinned.v1", {"type": "rates.other.v1"}, clear=True)
    assert refused_bundle(log.bundle(DEAL, *BOTH)) == ("history", "history_broken")


def test_an_event_is_no_json() -> None:
    log = MadeLog()
    log.append(DEAL, "rates.pinned.v1", b"", clear=True)
    assert refused_bundle(log.bundle(DEAL, *BOTH)) == ("history", "history_unreadable")


def test_a_member_is_missing_or_added_or_stands_elsewhere() -> None:
    names = list(MEMBERS)
    for changed in (
        {name: MEMBERS[name] for name in names[:-1]},
        {**MEMBERS, "notes.txt": b""},
        {name: MEMBERS[name] for name in (*names[:3], names[4], names[3], *names[5:])},
    ):
        assert refused(container_bytes(changed)) == ("bundle", "members_unexpected")
    assert refused(container_bytes({})) == ("bundle", "manifest_malformed")


def test_a_proof_is_no_row_of_hashes() -> None:
    for proof in (b"short", bytes(32 * 64)):
        changed = {**MEMBERS, "events/00002.inclusion": proof}
        assert refused(container_bytes(changed)) == ("bundle", "member_altered")


def test_the_recipe_is_another_one() -> None:
    changed = {**MEMBERS, "README.md": b"Trust me."}
    assert refused(container_bytes(changed)) == ("bundle", "member_altered")


def test_the_manifest_is_spelled_in_another_way() -> None:
    written = MEMBERS["manifest.json"]
    twice = written.replace(b'{"', b'{"format":"x","', 1)
    for changed in (written + b"\n", twice, written.replace(b'","', b'", "', 1), b"[]", b"\xff"):
        members = {**MEMBERS, "manifest.json": changed}
        assert refused(container_bytes(members)) == ("bundle", "manifest_malformed")


def test_a_format_that_is_not_known_decides_nothing() -> None:
    later = MEMBERS["manifest.json"].replace(b"evidence/v1", b"evidence/v2")
    verdict = verify_evidence(container_bytes({**MEMBERS, "manifest.json": later}), POLICY)
    assert verdict.outcome is Outcome.CANNOT_DECIDE
    assert verdict.failed is not None
    assert verdict.failed.reason is not None
    assert verdict.failed.reason.code == "evidence_format_unknown"
