"""How logs and witnesses sign, and that neither's signature is taken for the other's."""

from __future__ import annotations

from hashlib import sha256

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from proving import AT, CHAMBER, head, log_key

from ledger.errors import LedgerError
from ledger.proof.checkpoint import checkpoint_text
from ledger.proof.cosignature import cosign_text, cosigned_message, sign_text, verify_signature
from ledger.proof.note import NoteSignature, parse_signature_lines
from ledger.proof.vkey import Algorithm

TEXT = checkpoint_text(head(7))
PUBLISHED = (
    "\u2014 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dl"
    "rDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)
"""The example of the specification, which says that it is of the second 1679315147."""


def test_a_witness_signs_a_time_and_the_text() -> None:
    cosignature = cosign_text(TEXT, CHAMBER, AT)
    message = b"cosignature/v1\ntime 1795329607\n" + TEXT.encode()
    key = Ed25519PublicKey.from_public_bytes(CHAMBER.verifier.public_key)
    key.verify(cosignature.value[8:], message)
    assert cosignature.value[:8] == AT.to_bytes(8, "big")
    assert cosigned_message(TEXT, AT) == message


def test_the_id_of_a_witness_s_key_is_of_its_kind() -> None:
    named = CHAMBER.name.encode() + b"\n\x04" + CHAMBER.verifier.public_key
    assert cosign_text(TEXT, CHAMBER, AT).key_id == sha256(named).digest()[:4]


def test_the_published_example_names_its_second() -> None:
    (line,) = parse_signature_lines(PUBLISHED)
    assert line.name == "witness.example.com/w1"
    assert int.from_bytes(line.value[:8], "big") == 1_679_315_147
    assert len(line.value) == 72


def test_what_was_signed_is_verified() -> None:
    log, witness = log_key(), CHAMBER
    signed = verify_signature(TEXT, sign_text(TEXT, log), log.verifier)
    cosigned = verify_signature(TEXT, cosign_text(TEXT, witness, AT), witness.verifier)
    assert (signed.key, signed.at) == (log.verifier, None)
    assert (cosigned.key, cosigned.at) == (witness.verifier, AT)


@pytest.mark.parametrize("at", [0, 1, 2**63 - 1])
def test_the_time_is_covered_by_the_signature(at: int) -> None:
    cosignature = cosign_text(TEXT, CHAMBER, at)
    assert verify_signature(TEXT, cosignature, CHAMBER.verifier).at == at
    later = (at ^ 1).to_bytes(8, "big") + cosignature.value[8:]
    with pytest.raises(LedgerError) as refused:
        verify_signature(TEXT, msgspec.structs.replace(cosignature, value=later), CHAMBER.verifier)
    assert refused.value.code == "signature_invalid"


@pytest.mark.parametrize("at", [-1, 2**63])
def test_a_time_beyond_the_format_is_neither_signed_nor_taken(at: int) -> None:
    with pytest.raises(LedgerError) as refused:
        cosign_text(TEXT, CHAMBER, at)
    assert refused.value.code == "time_impossible"
    value = (at % 2**64).to_bytes(8, "big") + CHAMBER.sign(cosigned_message(TEXT, at % 2**64))
    key = CHAMBER.verifier
    with pytest.raises(LedgerError) as beyond:
        verify_signature(TEXT, NoteSignature(key.name, key.key_id, value), key)
    assert beyond.value.code == "signature_invalid"


def test_neither_kind_of_key_does_the_other_s_work() -> None:
    with pytest.raises(LedgerError) as signing:
        sign_text(TEXT, CHAMBER)
    with pytest.raises(LedgerError) as cosigning:
        cosign_text(TEXT, log_key(), AT)
    assert signing.value.code == cosigning.value.code == "key_misused"


def test_one_secret_s_signature_of_one_kind_is_none_of_the_other() -> None:
    log = log_key()
    witness = msgspec.structs.replace(log, algorithm=Algorithm.COSIGNATURE)
    pairs = (
        (sign_text(TEXT, log), witness.verifier),
        (cosign_text(TEXT, witness, AT), log.verifier),
    )
    for signature, key in pairs:
        with pytest.raises(LedgerError) as refused:
            verify_signature(TEXT, signature, key)
        assert refused.value.code == "signature_invalid"


@pytest.mark.parametrize("length", [0, 7, 8, 71, 73])
def test_a_cosignature_of_another_length_is_refused(length: int) -> None:
    key = CHAMBER.verifier
    with pytest.raises(LedgerError) as refused:
        verify_signature(TEXT, NoteSignature(key.name, key.key_id, bytes(length)), key)
    assert refused.value.code == "signature_invalid"
