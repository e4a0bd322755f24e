"""How a note is signed: by a log, over its text; by a witness, over a time and the text.

Source: C2SP signed-note (``0x01``) and tlog-cosignature (``cosignature/v1``, ``0x04``).
"""

from __future__ import annotations

from struct import Struct

import msgspec

from ledger.errors import LedgerError
from ledger.proof.ed25519 import SIGNATURE_BYTES, is_signed
from ledger.proof.encoding import SIZE_MAX
from ledger.proof.note import NoteSignature
from ledger.proof.signer import Signer
from ledger.proof.vkey import Algorithm, VerifierKey

_TIME = Struct("!Q")


class Signed(msgspec.Struct, frozen=True):
    """A signature that was verified: whose it is and, for a witness's, which second it names.

    ``at`` is in seconds since 1970 UTC; what a witness's clock said, when it saw this as the
    largest tree of the log.
    """

    key: VerifierKey
    at: int | None


def sign_text(text: str, signer: Signer) -> NoteSignature:
    """Return a log's signature over the text of a note.

    Raises:
        LedgerError: ``key_misused`` if the key is a witness's.
    """
    key = _require(signer, Algorithm.ED25519)
    return NoteSignature(key.name, key.key_id, signer.sign(text.encode()))


def cosign_text(text: str, signer: Signer, at: int) -> NoteSignature:
    """Return a witness's signature over the text of a note at second ``at`` since 1970 UTC.

    Raises:
        LedgerError: ``key_misused`` if the key is a log's; ``time_impossible``.
    """
    key = _require(signer, Algorithm.COSIGNATURE)
    if not 0 <= at <= SIZE_MAX:
        raise LedgerError("time_impossible", at=at)
    return NoteSignature(
        key.name, key.key_id, _TIME.pack(at) + signer.sign(cosigned_message(text, at))
    )


def cosigned_message(text: str, at: int) -> bytes:
    """Return what a witness signs."""
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def verify_signature(text: str, signature: NoteSignature, key: VerifierKey) -> Signed:
    """Return what a signature by ``key`` says.

    Raises:
        LedgerError: ``signature_invalid``.
    """
    value, at, message = signature.value, None, text.encode()
    if key.algorithm is Algorithm.COSIGNATURE:
        if len(value) != _TIME.size + SIGNATURE_BYTES:
            raise LedgerError("signature_invalid", name=key.name)
        at, value = _TIME.unpack_from(value)[0], value[_TIME.size :]
        message = cosigned_message(text, at)
    if (at or 0) > SIZE_MAX or not is_signed(key.public_key, message, value):
        raise LedgerError("signature_invalid", name=key.name)
    return Signed(key, at)


def _require(signer: Signer, algorithm: Algorithm) -> VerifierKey:
    key = signer.verifier
    if key.algorithm is not algorithm:
        raise LedgerError("key_misused", name=key.name)
    return key
