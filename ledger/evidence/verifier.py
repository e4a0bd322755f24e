"""Verifying a bundle: no database, no network, and nothing believed that it says of itself.

1. bundle: every byte of the file is in its only place and spelling.
2. checkpoint: a log of the policy has signed the head.
3. witnesses: as many as the policy asks for have seen it; every other line is right as well, by
   the key that the bundle gives, and counts for nothing.
4. history: versions 1, 2, 3 without a gap; what is opened opens under the keys that are given; what
   is said to be erased is closed, by the keys that the log's own events name as destroyed.
5. inclusion: each event, chained to the one before, is in the signed tree; so is each erasure.
6. complete: the log says in that tree that none is missing up to a position.
7. time: neither the last event nor an erasure says to be later than it was witnessed.
8. signatures: each document is the one that the history names; by `Papers`, if these are given,
   its signatures hold.
"""

from __future__ import annotations

import msgspec

from ledger.evidence.bundle import Bundle, parse_bundle
from ledger.evidence.documents import Papers, documents
from ledger.evidence.head import claimed_head, in_time, no_policy, signed_head
from ledger.evidence.history import complete, in_order, included, leaves_of
from ledger.evidence.looking import Looking, Shown
from ledger.evidence.verdict import Check, Verdict, outcome_of_all
from ledger.evidence.witnessed import witnessed_head
from ledger.proof.policy import Policy


def verify_evidence(
    octets: bytes, policy: Policy | None, as_of: int | None = None, papers: Papers | None = None
) -> Verdict:
    """Return whether a bundle shows what it says, by the logs and witnesses of ``policy``.

    Without a policy nothing can be decided. ``as_of``, in seconds since 1970 UTC, leaves out
    what witnesses have signed after it. Whatever the bytes are, this returns.
    """
    looking = Looking()
    if policy is None:
        looking.at(Check.CHECKPOINT, no_policy)
        return _verdict(looking)
    bundle = looking.at(Check.BUNDLE, lambda: _read(octets))
    if bundle is None:
        return _verdict(looking)
    return _verified(looking, bundle, _Asked(policy, as_of, papers))


class _Asked(msgspec.Struct, frozen=True):
    policy: Policy
    as_of: int | None
    papers: Papers | None


def _read(octets: bytes) -> Shown[Bundle]:
    return Shown(parse_bundle(octets), {"bytes": len(octets)})


def _verified(looking: Looking, bundle: Bundle, asked: _Asked) -> Verdict:
    through, witnessed, policy = 0, None, asked.policy
    checked = looking.at(Check.CHECKPOINT, lambda: signed_head(bundle.checkpoint, policy))
    if checked is not None:
        witnessed = looking.at(
            Check.WITNESSES, lambda: witnessed_head(bundle, checked, policy, asked.as_of)
        )
    opened = looking.at(Check.HISTORY, lambda: in_order(bundle))
    tree, leaves = claimed_head(bundle.checkpoint), leaves_of(bundle)
    if tree is not None:
        looking.at(Check.INCLUSION, lambda: included(bundle, leaves, tree))
        through = looking.at(Check.COMPLETE, lambda: complete(bundle, leaves[-1], tree)) or 0
    if witnessed is not None:
        looking.at(Check.TIME, lambda: in_time(bundle, witnessed))
    looking.at(Check.SIGNATURES, lambda: documents(bundle, opened, asked.papers))
    return _verdict(looking, bundle, through, witnessed.at if witnessed else None)


def _verdict(
    looking: Looking, bundle: Bundle | None = None, through: int = 0, at: int | None = None
) -> Verdict:
    findings = looking.findings()
    return Verdict(
        outcome=outcome_of_all(findings),
        findings=findings,
        log=str(bundle.manifest.log) if bundle else "",
        stream=str(bundle.manifest.stream) if bundle else "",
        through=through,
        at=at,
    )
