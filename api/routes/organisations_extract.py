"""Verifying an organisation with the extract itself, which is kept with the event."""

from __future__ import annotations

import hashlib
from inspect import getdoc
from typing import Final

from starlette.concurrency import run_in_threadpool

from aggregates.organisation import ORGANISATION
from aggregates.organisation.verify_organisation import VerifyOrganisation, verify_organisation
from api.contracts.prepared import Prepared
from api.http.asked import NOBODY, Asked
from api.http.body import raw_body_of
from api.http.commands import CommandOutcome, in_registry, outcome_of
from api.http.errand import errand_of
from api.http.evidence import PDF
from api.http.operation import Operation
from api.http.reply import Reply
from api.http.router import Router
from api.refusals import ApiError
from ledger.sources import One

router = Router("organisations")

EXTRACT_BYTES: Final = 16 * 1024 * 1024
"""How long the scan of an extract may be."""


async def verify_with_extract(asked: Asked) -> Reply:
    """Verify an organisation against an extract of its public register, which is kept: a PDF.

    Raises:
        ApiError: ``media_type_unknown``, ``body_too_large``, ``file_not_pdf``.
        RuleError: ``organisation_unknown``, ``four_eyes``.
    """
    asked.require_may(NOBODY)
    extract = await raw_body_of(asked.request, PDF, EXTRACT_BYTES)
    if not extract.startswith(b"%PDF-"):
        raise ApiError("file_not_pdf")
    return await run_in_threadpool(_verified, asked, extract)


def _verified(asked: Asked, extract: bytes) -> Reply:
    digest = hashlib.sha256(extract).hexdigest()
    organisation = asked.path["organisation"]
    source = One(ORGANISATION, organisation)
    sent = VerifyOrganisation(
        actor=asked.actor, at=asked.at, organisation=organisation, evidence_sha256=digest
    )
    prepared = Prepared(
        streams=source,
        decision=verify_organisation,
        command=sent,
        blobs=(extract,),
    )
    errand = errand_of(asked, in_registry, {"evidence_sha256": digest})
    outcome = outcome_of(errand, source, errand.carried_out(prepared))
    return Reply(content=outcome, etag=outcome.version)


router.add(
    Operation(
        id="verify_with_extract",
        method="POST",
        path="/organisations/{organisation}/verify_with_extract",
        tag=router.tag,
        about=getdoc(verify_with_extract) or "",
        answer=CommandOutcome,
        command=True,
        streams=True,
        takes=PDF,
        body_bytes=EXTRACT_BYTES,
        limit="heavy",
    ),
    verify_with_extract,
)
