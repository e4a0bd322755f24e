"""The documents in a bundle, and what they carry: certificates, lists of revoked ones, time-stamps.

A document is bound to the log by its digest, which an event names; what it carries is bound by
standing in it. Whether its signatures hold is for whoever can read PDFs, see `Papers`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import Final, TypeAlias

import msgspec

from ledger.errors import LedgerError
from ledger.evidence.bundle import Bundle
from ledger.evidence.contents import document_of
from ledger.evidence.looking import Shown
from ledger.evidence.manifest import attached_digests, attached_members
from ledger.evidence.naming import papers_named
from ledger.evidence.verdict import Outcome

SIGNED: Final = "deal.signature_applied.v1"
SIGNED_BY_OFFICIAL: Final = "deal.official_signed.v1"
SEALED: Final = "deal.agreement_sealed.v1"


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """What judging a document came to; ``why`` is a code where it is not VALID.

    ``signatories`` are those who signed it, ``status`` what became of it as far as that is known,
    ``detached`` by which algorithm its terms are signed besides, as far as that was shown.
    """

    sha256: str
    outcome: Outcome
    why: str = ""
    signatories: tuple[str, ...] = ()
    status: str = "not_checked"
    detached: str = ""


Papers: TypeAlias = Callable[[Bundle, Sequence[bytes]], Sequence[Judged]]
"""Judges the signatures of a bundle's documents; gets its events as far as they were opened."""


def documents(
    bundle: Bundle, opened: Mapping[int, bytes] | None, papers: Papers | None
) -> Shown[None]:
    """Each document is one that an event names as a paper; what it carries stands in it.

    ``opened`` are the events that can be read, by version; None if they are not in order.

    Raises:
        LedgerError: ``file_altered``, ``file_unnamed``, ``carried_by_none``;
            ``paper_not_valid``, ``paper_undecided``.
    """
    names = attached_members(bundle.manifest)
    digests = attached_digests(bundle.manifest)
    for name, digest, content in zip(names, digests, bundle.attached, strict=True):
        actual = sha256(content).hexdigest()
        if actual != digest:
            raise LedgerError("file_altered", member=name, expected=digest, actual=actual)
    named = _named(bundle, opened or {})
    for digest, content in _carried(bundle):
        if not any(_carries(document, content) for document in bundle.files):
            raise LedgerError("carried_by_none", sha256=digest)
    full = _shown(papers(bundle, [*(opened or {}).values()])) if papers else {"full": False}
    return Shown(None, {**_counted(bundle), "named": named, **full})


def _named(bundle: Bundle, opened: Mapping[int, bytes]) -> list[dict[str, object]]:
    """Return which event names each document; where several do, which is the last of them."""
    if not bundle.manifest.files:
        return []
    said = {version: papers_named(document_of(plain)) for version, plain in opened.items()}
    naming = {digest: version for version in sorted(said) for digest in said[version]}
    for digest in bundle.manifest.files:
        if digest not in naming:
            raise LedgerError("file_unnamed", sha256=digest)
    return [
        {"sha256": one, "event": naming[one], "type": bundle.entries[naming[one] - 1].type}
        for one in bundle.manifest.files
    ]


def _shown(judged: Sequence[Judged]) -> dict[str, object]:
    for one in judged:
        if one.outcome is Outcome.TAMPERED:
            raise LedgerError("paper_not_valid", sha256=one.sha256, why=one.why)
    for one in judged:
        if one.outcome is Outcome.CANNOT_DECIDE:
            raise LedgerError("paper_undecided", sha256=one.sha256, why=one.why)
    papers = [
        {
            "sha256": one.sha256,
            "signatories": list(one.signatories),
            "status": one.status,
            "detached": one.detached,
        }
        for one in judged
    ]
    return {"full": True, "papers": papers}


def _carried(bundle: Bundle) -> Sequence[tuple[str, bytes]]:
    files = len(bundle.files)
    return list(zip(attached_digests(bundle.manifest), bundle.attached, strict=True))[files:]


def _carries(document: bytes, content: bytes) -> bool:
    """Return whether a PDF has these bytes in it: as they are, or in hexadecimal digits."""
    return bool(content) and (content in document or content.hex().encode() in document)


def _counted(bundle: Bundle) -> dict[str, object]:
    types = Counter(entry.type for entry in bundle.entries)
    return {
        "files": len(bundle.files),
        "signatures": types[SIGNED],
        "officials": types[SIGNED_BY_OFFICIAL],
        "seals": types[SEALED],
    }
