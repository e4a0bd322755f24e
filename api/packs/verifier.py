"""Verifying a pack: no database, no network, and nothing believed that it says of itself.

1. pack: every byte of the file is in its only place and spelling, the contents in theirs.
2. log: the evidence within is valid: a log of the policy has signed the head, enough witnesses
   have seen it, and of the edition's publications none is missing (see `ledger.evidence.verifier`).
3. signed off: one person prepared contents of this very digest, and another one signed it off.
4. carried: what the contents say of themselves is what was prepared, and their position is covered.
5. figures: each is by a definition that is there, as of the same position, in the same currency.
6. sums: what has to add up adds up, wherever nothing of it is left out.
7. deals: no number has more deals than it counts, and none is listed whose sides did not consent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import TypeVar

from api.packs.contents import Contents, parse_contents
from api.packs.deals import check_deals
from api.packs.figures import Answers, answers_of
from api.packs.pack import Pack, parse_pack
from api.packs.signed_off import History, SignedOff, carried, history_of, signed_off
from api.packs.sums import check_sums
from api.packs.verdict import (
    PackCheck,
    PackFinding,
    PackVerdict,
    outcome_of,
    outcome_of_all,
)
from api.refusals import ApiError
from ledger.errors import LedgerError
from ledger.evidence.verdict import Outcome, Reason
from ledger.evidence.verdict import Verdict as EvidenceVerdict
from ledger.evidence.verifier import verify_evidence
from ledger.proof.policy import Policy

T = TypeVar("T")
Facts = Mapping[str, object]


def verify_pack(octets: bytes, policy: Policy | None, as_of: int | None = None) -> PackVerdict:
    """Return whether a pack shows what it says, by the logs and witnesses of ``policy``.

    Without a policy nothing can be decided. ``as_of``, in seconds since 1970 UTC, leaves out what
    witnesses have signed after it. Whatever the bytes are, this returns.
    """
    looking = _Looking()
    read = looking.at(PackCheck.PACK, lambda: _read(octets))
    if read is None:
        return looking.verdict()
    pack, contents = read
    evidence = verify_evidence(pack.evidence, policy, as_of)
    looking.shown_by(evidence)
    history = looking.quietly(lambda: history_of(pack.evidence))
    if history is not None:
        _held_against(looking, pack, contents, history)
    answers = looking.at(PackCheck.FIGURES, lambda: _answers(contents))
    if answers is not None:
        looking.at(PackCheck.SUMS, lambda: (None, {"sums": check_sums(answers)}))
        looking.at(PackCheck.DEALS, lambda: (None, check_deals(contents, answers)))
    return looking.verdict(contents, evidence)


def _read(octets: bytes) -> tuple[tuple[Pack, Contents], Facts]:
    pack = parse_pack(octets)
    return (pack, parse_contents(pack.contents)), {"bytes": len(octets)}


def _held_against(looking: _Looking, pack: Pack, contents: Contents, history: History) -> None:
    digest = sha256(pack.contents).hexdigest()

    def by_two() -> tuple[SignedOff, Facts]:
        found = signed_off(history, contents, digest)
        return found, {
            "sha256": digest,
            "prepared_at": found.prepared.at.isoformat(),
            "signed_off_at": found.signed_off.at.isoformat(),
            "newer": found.newer,
        }

    found = looking.at(PackCheck.SIGNED_OFF, by_two)
    if found is not None:
        looking.at(PackCheck.CARRIED, lambda: (None, carried(history, contents, found)))


def _answers(contents: Contents) -> tuple[Answers, Facts]:
    return answers_of(contents), {"figures": len(contents.figures)}


class _Looking:
    """Collects what the checks of one pack find."""

    def __init__(self) -> None:
        self._found: dict[PackCheck, PackFinding] = {}

    def at(self, check: PackCheck, look: Callable[[], tuple[T, Facts]]) -> T | None:
        """Make a check; return what it was shown, nothing if it was not passed."""
        number = [*PackCheck].index(check) + 1
        try:
            value, facts = look()
        except (ApiError, LedgerError) as failed:
            reason = Reason(failed.code, failed.facts)
            self._found[check] = PackFinding(
                number=number,
                check=check,
                outcome=outcome_of(reason),
                reason=reason,
                source="ledger" if isinstance(failed, LedgerError) else "api",
            )
            return None
        self._found[check] = PackFinding(
            number=number, check=check, outcome=Outcome.VALID, facts=facts
        )
        return value

    def shown_by(self, evidence: EvidenceVerdict) -> None:
        """Take up what the evidence bundle came to as the finding on the log."""
        failed = evidence.failed
        self._found[PackCheck.LOG] = PackFinding(
            number=[*PackCheck].index(PackCheck.LOG) + 1,
            check=PackCheck.LOG,
            outcome=evidence.outcome,
            facts={"through": evidence.through, "at": evidence.at},
            reason=None if failed is None else failed.reason,
            source="ledger",
        )

    def quietly(self, look: Callable[[], T]) -> T | None:
        """Return what there is to look at further; what is wrong with it was found before."""
        try:
            return look()
        except (ApiError, LedgerError):
            return None

    def verdict(
        self, contents: Contents | None = None, evidence: EvidenceVerdict | None = None
    ) -> PackVerdict:
        """Return the answer, with a finding for each check, those that were left out included."""
        findings = tuple(
            self._found.get(check, PackFinding(number=number, check=check, outcome=None))
            for number, check in enumerate(PackCheck, start=1)
        )
        outcome = outcome_of_all(findings)
        return PackVerdict(outcome=outcome, findings=findings, contents=contents, evidence=evidence)
