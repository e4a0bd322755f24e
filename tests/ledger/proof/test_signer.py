"""Signer keys: as text for their file, and never in what is printed."""

from __future__ import annotations

import io

import pytest
from proving import CHAMBER, log_key
from rich.console import Console

from ledger.errors import LedgerError
from ledger.proof.cosignature import sign_text
from ledger.proof.encoding import to_base64
from ledger.proof.note import Note, note_bytes
from ledger.proof.signer import SignerKey, parse_signer_key, signer_key, signer_key_text
from ledger.proof.vkey import Algorithm, vkey_of

NEUMANN = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
SIGNED = (
    f"{TEXT}\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2"
    "pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def test_a_published_key_signs_the_published_note() -> None:
    key = parse_signer_key(NEUMANN)
    assert vkey_of(key.verifier) == (
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    )
    assert note_bytes(Note(TEXT, (sign_text(TEXT, key),))).decode() == SIGNED
    assert signer_key_text(key) == NEUMANN


@pytest.mark.parametrize("key", [log_key(), CHAMBER])
def test_our_keys_are_read_back(key: SignerKey) -> None:
    assert parse_signer_key(signer_key_text(key)) == key


def test_no_letter_of_a_key_can_be_another() -> None:
    for at, letter in enumerate(NEUMANN):
        for other in (chr(ord(letter) + 1), "\n", ""):
            with pytest.raises(LedgerError):
                parse_signer_key(NEUMANN[:at] + other + NEUMANN[at + 1 :])


@pytest.mark.parametrize(
    ("octets", "code"),
    [(b"\x06" + bytes(32), "key_unsupported"), (b"\x01" + bytes(31), "key_malformed")],
)
def test_a_secret_that_is_none_of_ours_is_refused(octets: bytes, code: str) -> None:
    with pytest.raises(LedgerError) as refused:
        parse_signer_key(f"PRIVATE+KEY+name+00000000+{to_base64(octets)}")
    assert refused.value.code == code


def test_a_name_that_cannot_stand_in_a_note_is_refused() -> None:
    with pytest.raises(LedgerError) as refused:
        signer_key("two words", Algorithm.ED25519, bytes(32))
    assert refused.value.code == "key_malformed"


def test_a_secret_is_not_printed() -> None:
    key = log_key()
    shown = io.StringIO()
    Console(file=shown).print(key)
    for printed in (repr(key), str(key), shown.getvalue()):
        assert key.name in printed
        assert key.seed.hex() not in printed
        assert repr(key.seed)[2:12] not in printed
        assert to_base64(key.seed)[:10] not in printed
