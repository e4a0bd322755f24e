"""What an erasure closed is told field by field: the person who was erased, and nobody else."""

from __future__ import annotations

from typing import cast

from proven import DEAL, LOG, NAME, NONCE, PERSON, POLICY, made_log
from proving import CHAMBER, REGULATOR

from ledger.evidence.bundle import bundle_bytes
from ledger.evidence.verdict import Outcome
from ledger.evidence.verifier import verify_evidence
from ledger.fields import FieldPlace, seal_field
from ledger.keys.store import Key

OTHER_PERSON = Key(b"q" * 16, b"Q" * 32)


def test_of_two_people_only_the_one_who_was_erased_is_told_as_closed() -> None:
    log = made_log()
    place = FieldPlace(log=str(LOG), stream=str(DEAL), field="name")
    other = seal_field(OTHER_PERSON, place, NAME, NONCE)
    log.append(DEAL, "deal.opened.v1", {"who": {"name": other}})
    log.erase("person", keys=[{"kid": PERSON.kid.hex(), "stream": ""}])
    verdict = verify_evidence(bundle_bytes(log.bundle(DEAL, CHAMBER, REGULATOR)), POLICY)
    assert verdict.outcome is Outcome.VALID
    (said,) = cast("list[dict[str, object]]", verdict.findings[3].facts["erasures"])
    assert (said["events"], said["fields"]) == ((), ({"event": 1, "pointer": "/who/name"},))
