"""Making a signed file last: evidence, and a time-stamp over all of it (PAdES level B-LTA).

With it a verifier needs the root and nothing else, for as long as the unit's certificate is good;
before that is over, the file is archived once more (ETSI EN 319 142-1 clause 6.4).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from signing.anchors import Anchors
from signing.errors import SignatureError
from signing.pades.document_time_stamp import time_stamped
from signing.pades.evidence import Evidence, with_evidence
from signing.pki.revocation import Revocation
from signing.registry.held import Held
from signing.registry.office import Service
from signing.registry.registry import Registry
from signing.registry.statements import issuing_list
from signing.registry.trust import lasting_trust
from signing.verify.case import Case
from signing.verify.verdict import Verdict
from signing.verify.verifier import first_look, verify

ALMOST: Final = timedelta(seconds=1)


def evidence_of(
    registry: Registry, issuing: Iterable[Held], revoked: Iterable[Revocation], at: datetime
) -> Evidence:
    """Return what a verifier will need: the authorities, and what they have revoked ``at``.

    ``issuing`` are the issuing authorities that certified the signers.

    Raises:
        SignatureError: ``key_offline``, ``keystore_unusable``.
    """
    needed, known = tuple(issuing), tuple(revoked)
    lists = (issuing_list(held, known, at) for held in needed)
    outside = registry.outside
    stamping = outside.stamp_anchors
    sealing = Anchors() if outside.seal is None else outside.seal.anchors
    ours = (*(held.certificate for held in needed), registry.certificate(Service.ROOT))
    others = (*stamping.issuers, *stamping.roots, *sealing.issuers, *sealing.roots)
    unit = () if outside.time_stamps else (registry.certificate(Service.TIME_STAMPING),)
    return Evidence(
        certificates=(*ours, *unit, *others),
        lists=(registry.root_crl(), *lists, *stamping.lists, *sealing.lists),
    )


def archived(pdf: bytes, registry: Registry, revoked: Iterable[Revocation], at: datetime) -> bytes:
    """Return ``pdf``, which has all its signatures, with two updates that keep them provable.

    ``revoked`` are the certificates of the issuing authority that no longer count ``at``. A file
    that was archived before is so anew.

    Raises:
        SignatureError: ``pdf_unreadable``, ``key_offline``, ``keystore_unusable``,
            ``certificate_not_valid`` when the time-stamping unit's is over.
    """
    evidence = evidence_of(registry, _issuing_in(pdf, registry, at), revoked, at)
    return time_stamped(with_evidence(pdf, evidence), registry.time_stamps, at)


def _issuing_in(pdf: bytes, registry: Registry, at: datetime) -> tuple[Held, ...]:
    """Return the issuing authorities that certified the signers; evidence of others serves nobody.

    Whoever has the trust of before a rotation would find the new authority strange.
    """
    issuing = registry.held(Service.ISSUING)
    if len(issuing) == 1:
        return issuing
    case = Case(pdf=pdf, trust=lasting_trust(registry, at), at=at)
    chains = [one.message.chain for one in case.signed]
    return tuple(held for held in issuing if any(held.certificate in chain for chain in chains))


def require_lasting(pdf: bytes, registry: Registry, at: datetime) -> None:
    """Promise that ``pdf`` will be valid by the root alone, until its time-stamp is over.

    Asked before anybody relies on it: evidence that is not in the file now can not be had later.
    Whether it is the recorded file is not asked. The second opinion, which takes longest, is asked
    of the end alone: what it then finds by the archive is what it would find today.

    Raises:
        SignatureError: ``not_lasting`` with the ``code`` of what would be missing, and when.
    """
    trust = lasting_trust(registry, at)
    now = first_look(Case(pdf=pdf, trust=trust, at=at))
    _require_valid(now, at)
    over = (now.lasting_until or at) - ALMOST
    _require_valid(verify(Case(pdf=pdf, trust=trust, at=over)), over)


def _require_valid(verdict: Verdict, moment: datetime) -> None:
    if verdict.reason is not None:
        raise SignatureError("not_lasting", reason=verdict.reason.code, at=moment)
