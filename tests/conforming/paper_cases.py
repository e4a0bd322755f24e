"""Cases of time and of documents; and of what is said where several checks disagree."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from conforming.case import (
    BOTH,
    WHOLE,
    Case,
    bundle_of,
    closed,
    fails,
    holds,
    octets_of,
    stays_open,
    with_event,
    with_manifest,
)
from msgspec.structs import replace
from proven import DEAL, PAPER, MadeLog, made_log, with_disclosures
from proving import AT, CHAMBER, log_key

from ledger.evidence.bundle import Bundle

TIME: Final = "time"
SIGNATURES: Final = "signatures"
SECOND: Final = b"%PDF-1.7 a second paper"
_DIGEST: Final = sha256(PAPER).hexdigest()
_SECOND: Final = sha256(SECOND).hexdigest()


def cases() -> Iterator[Case]:
    """Yield the cases of the last two checks, and of their weight."""
    yield from _times()
    yield from _papers()
    yield from _weights()


def _ahead(microseconds: int) -> Bundle:
    """Return a history that is said to end so much later than enough witnesses had signed."""
    log = made_log()
    log.clock = (AT + 1) * 1_000_000 + microseconds - len(log.kept) - 1
    log.append(DEAL, "deal.comment_made.v1", {})
    return bundle_of(log)


def _times() -> Iterator[Case]:
    minute = 60_000_000
    yield holds("time_just_within", "One microsecond short of a minute ahead.", _ahead(minute - 1))
    yield fails("time_a_minute_ahead", TIME, "It says to be a minute later.", _ahead(minute))
    day = _ahead(86_400_000_000)
    yield fails("time_a_day_ahead", TIME, "It says to be a day later than it was seen.", day)


def _files(bundle: Bundle, *files: tuple[str, bytes]) -> Bundle:
    """Return a bundle with documents under these names, and with nothing that they carry."""
    none: dict[str, object] = dict.fromkeys(("certificates", "revocation", "time_stamps"), ())
    named = with_manifest(bundle, files=tuple(name for name, _ in files), **none)
    return replace(named, attached=tuple(content for _, content in files))


def _naming(**says: object) -> Bundle:
    log = MadeLog()
    log.append(DEAL, "deal.signature_applied.v1", says)
    return bundle_of(log)


def _papers() -> Iterator[Case]:
    two = _naming(pdf_sha256=_DIGEST, revision={"pdf_sha256": _SECOND})
    first, second = (_DIGEST, PAPER), (_SECOND, SECOND)
    spoilt = (_SECOND, SECOND + b"\n")
    yield holds("two_papers", "Two documents are there.", _files(two, first, second))
    yield holds("two_papers_in_other_order", "In another order.", _files(two, second, first))
    yield holds("paper_left_out", "A document is named and not there.", _files(two, second))
    for name, about, bundle in (
        ("altered", "A byte is added.", _files(WHOLE, (_DIGEST, PAPER + b"\n"))),
        ("empty", "It is empty.", _files(WHOLE, (_DIGEST, b""))),
        ("other", "It is another one.", _files(WHOLE, (_DIGEST, SECOND))),
        ("second_altered", "The second is altered.", _files(two, first, spoilt)),
        ("exchanged", "Two have changed names.", _files(two, (_DIGEST, SECOND), (_SECOND, PAPER))),
        ("unnamed", "No event names it.", _files(WHOLE, first, second)),
        ("named_in_closed", "Only a closed event does.", with_event(WHOLE, 2, event_key="")),
    ):
        yield fails(f"paper_{name}", SIGNATURES, f"Of a document: {about}", bundle)
    for name, about, says in _named_elsewhere():
        bundle = _files(_naming(**says), first)
        yield fails(f"paper_{name}", SIGNATURES, f"Of a document: {about}", bundle)


def _named_elsewhere() -> Iterator[tuple[str, str, dict[str, object]]]:
    yield "named_in_part", "A text has it as a part.", {"pdf_sha256": f"sha256:{_DIGEST}"}
    yield "named_in_capitals", "It is in capitals.", {"pdf_sha256": _DIGEST.upper()}
    yield "named_in_a_remark", "Somebody wrote its digest as a remark.", {"text": _DIGEST}
    yield "named_in_a_list", "Its digest stands in a list.", {"pdf_sha256": [_DIGEST]}
    yield "named_as_evidence", "An event names it as evidence.", {"evidence_sha256": _DIGEST}
    yield "named_as_a_key", "Its digest stands as a key.", {"revision": {_DIGEST: "pdf_sha256"}}
    yield "named_too_deep", "Another part names it.", {"terms": {"pdf_sha256": _DIGEST}}
    yield "named_upon", "It is what was signed upon.", {"revision": {"base_pdf_sha256": _DIGEST}}


def _weights() -> Iterator[Case]:
    lone = with_disclosures(made_log().bundle(DEAL, CHAMBER))
    changed = with_event(lone, 2, salt="00" * 32)
    about = "An event is changed, and a witness is missing: what speaks against it outweighs."
    yield fails("changed_and_unwitnessed", "inclusion", about, changed)
    unknown = closed(made_log().bundle(DEAL, *BOTH, key=log_key("other.example.org/log")))
    changed = with_event(unknown, 2, salt="00" * 32)
    about = "An event is changed, and the policy does not know the log."
    yield fails("changed_in_unknown_log", "inclusion", about, changed)
    unsigned = replace(WHOLE, checkpoint=b"hello\n")
    case = stays_open(
        "changed_without_policy", "checkpoint", "Nobody says whom to trust.", unsigned
    )
    yield replace(case, policy=None, bundle=octets_of(unsigned))
