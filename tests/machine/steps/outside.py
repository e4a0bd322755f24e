"""Signing with a key outside, in two steps: what is laid out, and what comes back."""

from __future__ import annotations

from machine.cast import actor
from machine.decisions import Step
from machine.digests import digest
from machine.keyrings import CERTIFICATE, key_of
from machine.model import Model
from machine.steps import signing
from machine.wording import AUTHENTIC, LETTER
from msgspec.structs import asdict, replace

from aggregates.deal.signing.complete_signature import CompleteSignature
from aggregates.deal.signing.prepare_signature import PrepareSignature
from aggregates.deal.signing.sign import Sign
from aggregates.vocabulary import Role


def prepare(model: Model, paper: str, field: str, person: str) -> Step:
    plain = signing.sign(model, paper, field, person).command
    if not isinstance(plain, Sign):
        return signing.sign(model, LETTER, field, person)  # a letter is signed by accepting it
    laid_out = laid(plain.attestation.revision.previous_pdf_sha256)
    command = PrepareSignature(
        actor=actor(plain.actor.organisation, person, Role.SIGNATORY),
        at=model.now,
        instrument=paper,
        field=field,
        mandate=plain.mandate,
        terms_sha256=plain.terms_sha256,
        revision=replace(plain.attestation.revision, pdf_sha256=laid_out),
        contents_start=100,
        contents_end=200,
        key=key_of(person),
        certificate_sha256=CERTIFICATE,
        language=AUTHENTIC,
    )
    return Step("prepare_signature", command)


def complete(model: Model, paper: str) -> Step | None:
    """Return what comes back from whoever has something laid out; None if nobody has."""
    session = model.papers[paper].session if paper in model.papers else None
    if session is None or session.pen is None or not session.pen.field:
        return None
    plain = signing.sign(model, paper, session.pen.field, session.pen.person).command
    if not isinstance(plain, Sign):
        return None
    command = CompleteSignature(**asdict(plain), prepared_pdf_sha256=laid(session.pages[-1]))
    return Step("complete_signature", command)


def laid(upon: str) -> str:
    """Return the digest that stands for a revision with the room for a signature."""
    return digest(f"laid out upon {upon}")
