"""Samples of what is signed by hand, and of what is kept for the stage."""

from __future__ import annotations

from aggregates.deal.paper.events import (
    PaperExecuted,
    PaperExecutionConfirmed,
    PaperExecutionRecorded,
    PaperSignature,
)
from aggregates.deal.signing.events import (
    Revision,
    SignaturePrepared,
    SigningCalled,
    SigningEmbargoed,
    SigningTurnOpened,
)
from samples.world import at, digest, until

EVENTS = (
    PaperExecutionRecorded(
        at=at(15),
        instrument="agreement-1",
        terms_sha256=digest("terms of agreement-1"),
        base_pdf_sha256=digest("pdf 0"),
        scan_sha256=digest("scan"),
        signatures=(
            PaperSignature(field="linghai-1", person="wen-hao", mandate="M-1", chopped=True),
            PaperSignature(field="andes-1", person="quispe", mandate="M-2"),
        ),
        principal="linghai",
        by="lin-yue",
        voids=("andes",),
    ),
    PaperExecutionConfirmed(
        at=at(15, 10),
        instrument="agreement-1",
        base_pdf_sha256=digest("pdf 0"),
        scan_sha256=digest("scan"),
        principal="andes",
        by="rojas",
    ),
    PaperExecuted(
        at=at(15, 11),
        instrument="agreement-1",
        terms_sha256=digest("terms of agreement-1"),
        base_pdf_sha256=digest("pdf 0"),
        scan_sha256=digest("scan"),
        office="bureau",
        by="he-jing",
    ),
    SigningEmbargoed(at=at(14), instrument="agreement-1", principal="linghai", by="lin-yue"),
    SigningCalled(at=at(15), instrument="agreement-1", office="fair", by="sato"),
    SigningTurnOpened(
        at=at(14, 10),
        instrument="agreement-1",
        field="linghai-1",
        principal="linghai",
        by="wen-hao",
        pdf_sha256=digest("pdf 1"),
        expires_at=until(15),
    ),
    SignaturePrepared(
        at=at(14, 10),
        instrument="agreement-1",
        field="linghai-1",
        principal="linghai",
        by="wen-hao",
        mandate="M-1",
        terms_sha256=digest("terms of agreement-1"),
        revision=Revision(
            base_pdf_sha256=digest("pdf 0"),
            previous_pdf_sha256=digest("pdf 1"),
            pdf_sha256=digest("pdf 2"),
        ),
        contents_start=91_873,
        contents_end=108_259,
        key=digest("wen-hao's key"),
        certificate_sha256=digest("certificate of wen-hao"),
        language="zh-Hans",
    ),
)
