"""Who looks at a log after an attack. Each returns what it says, or nothing if it notices nothing.

1. reading: the application, just started, opens every stream, every row and the paper.
2. writing: it records one event more in every stream, and compares the leaves.
3. repeating: each client sends its commands again, and compares the answers with those it had.
4. fsck: everything that is stored is hashed anew, ten minutes later, by the keys of a policy.
5. sequencer: the process that signs starts anew, beside what it remembers, and goes on.
6. witnesses: both are asked to cosign the newest head that is stored.
7. bundle by key: new evidence of a deal, verified by a policy that asks for no witness.
8. bundle: the same by a policy that asks for both witnesses.
9. receipt: a party holds the receipts of its deal against the events that it is shown.
10. checkpoint: somebody who kept checkpoints asks for the proof from each to the newest.
11. monitor: somebody who looks again and again remembers the last head, and asks for witnesses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from hashlib import sha256
from typing import TypeAlias

from intrusion.attack import Defence
from intrusion.forging import leaf_of
from intrusion.keepsakes import BREAD, Kept, evidence, newest_head
from intrusion.scene import Scene, sequence_alone
from intrusion.story import PAPER, TALLIES, send
from tallies import RATES, TALLY, Raise, context, pin_rate, raise_tally

from api.clock import now
from ledger.book import Book
from ledger.errors import LedgerError
from ledger.evidence.verifier import verify_evidence
from ledger.fsck.beside import check_beside
from ledger.fsck.check import fsck
from ledger.fsck.fault import Fault
from ledger.fsck.unsigned import Due
from ledger.instants import MICROSECONDS
from ledger.opening import NO_LEAF
from ledger.proof.checked import check_checkpoint
from ledger.proof.checkpoint import parse_checkpoint
from ledger.proof.note import parse_note
from ledger.proof.policy import Policy
from ledger.recorded import Answer
from ledger.rows import Row
from ledger.sequencer.witnesses import AskedWitness, Offer
from ledger.sources import One
from ledger.watching.growth import require_growth
from ledger.watching.looking import Look, look_at

HOUR = 3_600

Looks: TypeAlias = Callable[[Scene, Kept], str]


def caught(scene: Scene, kept: Kept) -> dict[Defence, str]:
    """Return what each defence says that notices anything."""
    said = {defence: _said(partial(look, scene, kept)) for defence, look in LOOKS.items()}
    return {defence: code for defence, code in said.items() if code}


def checked(scene: Scene) -> tuple[Fault, ...]:
    """Return every fault that is found, ten minutes later, when all that is stored is looked at.

    Without the folder of the sequencer, as somebody looks who has the policy only.
    """
    later = int((now() + timedelta(minutes=1)).timestamp() * MICROSECONDS)
    faults = fsck(scene.book, [scene.signer.verifier], processes=1, due=Due(before=later)).faults
    with scene.book() as book:
        return (*faults, *check_beside(book, [one.key for one in scene.policy.witnesses]))


def _said(look: Callable[[], str]) -> str:
    try:
        return look()
    except LedgerError as failed:
        return failed.code


def _reading(scene: Scene, _: Kept) -> str:
    with scene.book() as book:
        for tally in TALLIES:
            book.events(One(TALLY, tally))
        book.events(One(RATES, "rates"))
        book.blob(One(TALLY, "bread"), sha256(PAPER).hexdigest())
        book.read(0, 10_000)
    return ""


def _writing(scene: Scene, _: Kept) -> str:
    with scene.book() as book:
        for tally in TALLIES:
            book.handle(One(TALLY, tally), raise_tally, Raise(1), context())
        book.handle(One(RATES, "rates"), pin_rate, "1", context())
    return ""


def _repeating(scene: Scene, kept: Kept) -> str:
    with scene.book() as book:
        for sent, before in kept.answers.items():
            again = send(book, sent)
            if not again.repeated:
                return "done_twice"
            if _told(again) != _told(before):
                return "another_answer"
    return ""


def _told(answer: Answer) -> tuple[object, ...]:
    return answer.positions, answer.versions, answer.events, answer.leaf_hashes


def _fsck(scene: Scene, _: Kept) -> str:
    return " ".join(sorted({fault.check for fault in checked(scene)}))


def _sequencer(scene: Scene, _: Kept) -> str:
    return " ".join(alarm.code for alarm in sequence_alone(scene.office()))


def _witnesses(scene: Scene, _: Kept) -> str:
    with scene.book() as book:
        note = _newest_note(book, scene)
        offer = Offer(parse_checkpoint(parse_note(note).text), note, book.published)
        for witness in scene.town.witnesses:
            AskedWitness(witness).cosigned(offer)
    return ""


def _bundle_by_key(scene: Scene, _: Kept) -> str:
    return _judged(scene, scene.policy_by_key, witnessed=False)


def _bundle(scene: Scene, _: Kept) -> str:
    return _judged(scene, scene.policy, witnessed=True)


def _newest_note(book: Book, scene: Scene) -> bytes:
    head = newest_head(book, scene.signer.name)
    if head is None:
        raise LedgerError("nothing_signed")
    return head.note


def _judged(scene: Scene, policy: Policy, *, witnessed: bool) -> str:
    with scene.book() as book:
        verdict = verify_evidence(evidence(scene, book, witnessed=witnessed), policy)
    reason = verdict.failed.reason if verdict.failed else None
    return reason.code if reason else ""


def _receipt(scene: Scene, kept: Kept) -> str:
    with scene.book() as book:
        shown = dict(enumerate(_leaves(book.rows.history(BREAD)), start=1))
    for version, (leaf, _) in kept.receipts.items():
        if shown.get(version) != leaf:
            return "another_event" if version in shown else "event_missing"
    return ""


def _leaves(history: Iterable[Row]) -> Iterator[bytes]:
    """Yield the leaf of each event that is shown, as its bytes make it."""
    prev = NO_LEAF
    for row in history:
        prev = leaf_of(row, prev)
        yield prev


def _checkpoint(scene: Scene, kept: Kept) -> str:
    with scene.book() as book:
        note = parse_note(_newest_note(book, scene))
        newest = check_checkpoint(note, scene.policy_by_key).checkpoint
        for old in kept.checkpoints:
            require_growth(old, newest, partial(book.published.tile, newest.origin))
    return ""


def _monitor(scene: Scene, kept: Kept) -> str:
    with scene.book() as book:
        look_at(
            Look(
                note=_newest_note(book, scene),
                known=kept.notes[-1],
                policy=scene.policy,
                source=partial(book.published.tile, scene.signer.name),
                at=int(now().timestamp()),
                stale_after=HOUR,
            )
        )
    return ""


LOOKS: Mapping[Defence, Looks] = {
    Defence.READING: _reading,
    Defence.FSCK: _fsck,
    Defence.BUNDLE_BY_KEY: _bundle_by_key,
    Defence.BUNDLE: _bundle,
    Defence.RECEIPT: _receipt,
    Defence.CHECKPOINT: _checkpoint,
    Defence.MONITOR: _monitor,
    Defence.WITNESSES: _witnesses,
    # these write, and the sequencer signs what was written
    Defence.REPEATING: _repeating,
    Defence.WRITING: _writing,
    Defence.SEQUENCER: _sequencer,
}
