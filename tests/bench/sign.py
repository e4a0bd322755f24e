"""How long the server works for one signature by a key outside: prepare, and complete.

Upon the joint venture's agreement as the registry has certified it. Prepare draws the stamp and
lays out the revision; complete verifies the signature that came back, time-stamps it and fills it
in: PAdES B-T. Reading and recording in the ledger is not in it. CPU time, which other work on the
machine does not stretch; beside it, in the same rounds, one raw P-256 signature, and what the
signatory's own program does before it signs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime
from time import process_time

import msgspec
from bench.frame import Figure, interleaved, medians, ratio, talk
from bench.venture import Venture, requested, venture
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from api.clock import now
from signing.own.held import HeldKey, held_in_memory
from signing.own.offered import Offered, Shown, signed_if_honest
from signing.pades.gap import Gap
from signing.pades.prepare import Prepared, complete, prepare
from signing.pades.sign import sign
from signing.pki.certificate import Certificate
from signing.registry.registry import Registry
from signing.render import current_manifest, render

ROUNDS = 25
RAW_AT_ONCE = 50


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """A certified paper, and a signatory of it who keeps their key."""

    authority: Registry
    certified: bytes
    field: str
    held: HeldKey
    certificate: Certificate
    at: datetime

    def prepared(self) -> Prepared:
        """Lay out the signature, as the server does."""
        request = requested(self.certified, self.field, self.certificate, self.at, certify=False)
        issuing = self.authority.issuer_of(self.certificate)
        return prepare(self.certified, request, self.certificate, (issuing,))

    def signature(self, laid_out: Prepared) -> bytes:
        """Look at it and sign, as the signatory's program does."""
        shown = Shown(pdf=self.certified, field=self.field, certificate=self.certificate)
        gap = laid_out.gap
        offered = Offered(
            pdf=gap.pdf,
            contents_start=gap.start,
            contents_end=gap.end,
            attributes=laid_out.to_be_signed,
            certificate=laid_out.certificate,
        )
        return signed_if_honest(self.held, shown, offered, self.at)

    def completed(self, laid_out: Prepared, signature: bytes) -> bytes:
        """Verify, time-stamp and fill in, as the server does."""
        token = self.authority.time_stamps.stamp(hashlib.sha256(signature).digest(), self.at)
        return complete(laid_out, signature, token)


def desk_of(played: Venture) -> Desk:
    """Certify the agreement, and a key of its first signatory."""
    at, authority = now(), played.authority
    base = render(played.terms, played.sheet, current_manifest())
    seal, registry = authority.seal, played.signers[0][0]
    request = requested(base, registry, seal.certificate, at, certify=True)
    certified = sign(base, request, seal, authority.time_stamps)
    field, signer = next((f, s) for f, s in played.signers if s is not None and s.mandate)
    assert signer is not None
    held = held_in_memory(ec.generate_private_key(ec.SECP256R1()))
    return Desk(
        authority=authority,
        certified=certified,
        field=field,
        held=held,
        certificate=authority.enrol(signer, held.public.key, at),
        at=at,
    )


def run() -> Iterator[Figure]:
    """Yield one figure."""
    key = ec.generate_private_key(ec.SECP256R1())
    with venture() as played:
        desk = desk_of(played)
        laid_out = desk.prepared()
        signature = desk.signature(laid_out)
        talk(f"{len(desk.certified)} bytes, signed {len(desk.completed(laid_out, signature))}")
        measured = interleaved(
            {
                "prepare": lambda: busy(desk.prepared),
                # read from its blob anew, as the server does: nothing of it is worked out yet
                "complete": lambda: busy(lambda: desk.completed(_again(laid_out), signature)),
                "look": lambda: busy(lambda: desk.signature(laid_out)),
                "raw": lambda: busy(lambda: _raw(key)) / RAW_AT_ONCE,
            },
            ROUNDS,
        )
    middle = medians(measured)
    both = middle["prepare"] + middle["complete"]
    yield {
        "ms": round(both * 1000, 1),
        "prepare_ms": round(middle["prepare"] * 1000, 1),
        "complete_ms": round(middle["complete"] * 1000, 1),
        "look_and_sign_ms": round(middle["look"] * 1000, 1),
        "raw_p256_ms": round(middle["raw"] * 1000, 3),
        "prepare_to_raw": round(ratio(measured, "prepare", "raw"), 1),
        "complete_to_raw": round(ratio(measured, "complete", "raw"), 1),
    }


def busy(work: Callable[[], object]) -> float:
    """Return how long this process works at it, in seconds of the processor."""
    started = process_time()
    work()
    return process_time() - started


def _again(laid_out: Prepared) -> Prepared:
    gap = laid_out.gap
    certificate = Certificate(laid_out.certificate.der)
    return Prepared(Gap(gap.pdf, gap.start, gap.end), certificate, laid_out.chain)


def _raw(key: ec.EllipticCurvePrivateKey) -> None:
    for _ in range(RAW_AT_ONCE):
        key.sign(b"what is signed", ec.ECDSA(SHA256()))
