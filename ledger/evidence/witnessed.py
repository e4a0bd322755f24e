"""Who has seen the heads of a bundle: witnesses of the policy count, of others nothing is taken.

A line by a key that the policy does not have can be nobody's, or a changed line of one who counts.
So it must be right by a key that the bundle gives; then its bytes are verified, whoever made it.
"""

from __future__ import annotations

from collections.abc import Sequence

from ledger.errors import LedgerError
from ledger.evidence.bundle import Bundle
from ledger.evidence.head import Witnessed
from ledger.evidence.looking import Shown
from ledger.proof.checked import CheckedCheckpoint, Cosigned, check_checkpoint
from ledger.proof.note import Note, parse_note
from ledger.proof.opened import open_note
from ledger.proof.policy import NO_QUORUM, Policy, require_quorum
from ledger.proof.vkey import Algorithm, VerifierKey, parse_vkey


def witnessed_head(
    bundle: Bundle, checked: CheckedCheckpoint, policy: Policy, as_of: int | None
) -> Shown[Witnessed]:
    """Enough witnesses of the policy have seen the head, by ``as_of`` if given.

    Raises:
        LedgerError: ``cosignature_unknown``, ``signature_invalid``, ``witness_unheard``,
            ``key_malformed``, ``key_unsupported``, ``key_misused``; ``earlier_of_another``, and
            as `check_checkpoint` for the earlier head; ``quorum_not_met``.
    """
    earlier = _earlier(bundle, checked, policy)
    others = _others(bundle, [checked, *([earlier] if earlier else [])], policy)
    counted = _counted(checked, as_of)
    require_quorum(policy, {one.witness for one in counted})
    facts: dict[str, object] = {
        "witnesses": [{"name": one.witness, "at": one.at} for one in counted],
        "known": len(policy.witnesses),
        "quorum": policy.quorum,
        "not_counted": others,
    }
    at = _enough_at(policy, counted)
    if earlier is None:
        return Shown(Witnessed(at), facts)
    since = _since(earlier, policy, as_of)
    return Shown(Witnessed(at, since, earlier.checkpoint.size), facts)


def _counted(checked: CheckedCheckpoint, as_of: int | None) -> list[Cosigned]:
    """Return who has seen a head by a moment, the first to see it first."""
    seen = [one for one in checked.cosigned if as_of is None or one.at <= as_of]
    return sorted(seen, key=lambda one: one.at)


def _earlier(
    bundle: Bundle, checked: CheckedCheckpoint, policy: Policy
) -> CheckedCheckpoint | None:
    """Return an earlier head of the same tree, if one is given."""
    if not bundle.manifest.earlier:
        return None
    earlier = check_checkpoint(parse_note(bundle.earlier), policy)
    expected, actual = checked.checkpoint.origin, earlier.checkpoint.origin
    if expected != actual:
        raise LedgerError("earlier_of_another", expected=expected, actual=actual)
    return earlier


def _since(earlier: CheckedCheckpoint, policy: Policy, as_of: int | None) -> int | None:
    """Return when the first of enough witnesses saw the earlier head."""
    seen = _counted(earlier, as_of)
    if policy.quorum == NO_QUORUM or not policy.is_met({one.witness for one in seen}):
        return None
    return seen[0].at


def _others(bundle: Bundle, heads: Sequence[CheckedCheckpoint], policy: Policy) -> list[str]:
    """Return who signed besides, by the keys that the bundle gives, each of which must have."""
    given = [_given(vkey) for vkey in bundle.manifest.witnesses]
    others = dict[VerifierKey, None]()
    heard = set[str]()
    for note, head in zip((bundle.checkpoint, bundle.earlier), heads, strict=False):
        opened = open_note(Note(parse_note(note).text, head.ignored), given)
        for line in opened.ignored:
            raise LedgerError("cosignature_unknown", name=line.name)
        others |= {signed.key: None for signed in opened.signed}
        heard |= head.witnesses
    known = {one.key for one in policy.witnesses if one.name in heard}
    for key in given:
        if key not in {*others, *known}:
            raise LedgerError("witness_unheard", name=key.name)
    return [key.name for key in others]


def _given(vkey: str) -> VerifierKey:
    key = parse_vkey(vkey)
    if key.algorithm is not Algorithm.COSIGNATURE:
        raise LedgerError("key_misused", name=key.name)
    return key


def _enough_at(policy: Policy, cosigned: list[Cosigned]) -> int | None:
    """Return the second by which enough had signed: the first of them where none is asked for."""
    seen: set[str] = set()
    for one in cosigned:
        seen.add(one.witness)
        if policy.quorum == NO_QUORUM or policy.is_met(seen):
            return one.at
    return None
