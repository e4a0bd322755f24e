"""The published vectors of sealed payloads, blobs and fields: made from fixed keys and nonces.

``PYTHONPATH=tests python -m sealing_vectors`` writes them anew; a test makes and compares them.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from aggregates.canonical import Json
from ledger.blob import blob_lookup, seal_blob
from ledger.fields import Disclosed, FieldPlace, seal_field
from ledger.keys.store import Key
from ledger.payload import Place, clear_payload, derive_event_key, seal_payload
from ledger.sealing import key_commitment

FOLDER = Path(__file__).parents[1] / "docs" / "reference" / "vectors"

KEY = Key(bytes(range(16)), bytes(range(32, 64)))
NONCE = bytes(range(0xA0, 0xAC))
SALT = bytes(range(0xC0, 0xE0))
LOG = bytes.fromhex("018f0000000070008000000000000001")
STREAM = bytes.fromhex("018f0000000070008000000000000002")
PLACES = (
    Place(LOG, STREAM, 1, "deal.opened.v1"),
    Place(LOG, STREAM, 2, "deal.opened.v1"),
    Place(LOG, STREAM, 2**64 - 1, "deal.opened.v1"),
    Place(STREAM, LOG, 1, "deal.clause_accepted.v1"),
)
PLAINS = (b"", b'{"type":"deal.opened.v1"}', "Überprüfung 审查".encode())
TEXTS = ("", "Wanda Nowak", "Nguyễn Thị Ánh", "李明")
FIELD_PLACE = FieldPlace(
    "018f0000-0000-7000-8000-000000000001", "018f0000-0000-7000-8000-000000000002", "name"
)


def payloads() -> list[Json]:
    """Return a case for each place and each plain payload, and one in clear."""
    sealed: list[Json] = [_payload(place, plain) for place in PLACES for plain in PLAINS]
    clear: Json = {"plain": PLAINS[1].hex(), "stored": clear_payload(PLAINS[1]).hex()}
    return [*sealed, clear]


def _payload(place: Place, plain: bytes) -> dict[str, Json]:
    event_key = derive_event_key(KEY.secret, place.version, NONCE)
    return {
        "kid": KEY.kid.hex(),
        "stream_key": KEY.secret.hex(),
        "nonce": NONCE.hex(),
        "log_id": place.log_id.hex(),
        "stream_id": place.stream_id.hex(),
        "version": str(place.version),
        "type": place.type,
        "plain": plain.hex(),
        "event_key": event_key.hex(),
        "commitment": key_commitment(event_key).hex(),
        "stored": seal_payload(KEY, place, plain, NONCE).hex(),
    }


def blobs() -> list[Json]:
    """Return a case for each plain file."""
    return [_blob(plain) for plain in PLAINS]


def _blob(plain: bytes) -> dict[str, Json]:
    sha256 = hashlib.sha256(plain).digest()
    return {
        "kid": KEY.kid.hex(),
        "key": KEY.secret.hex(),
        "nonce": NONCE.hex(),
        "plain": plain.hex(),
        "sha256": sha256.hex(),
        "lookup": blob_lookup(KEY, sha256).hex(),
        "stored": seal_blob(KEY, plain, NONCE).hex(),
    }


def fields() -> list[Json]:
    """Return a case for each text."""
    return [_field(text) for text in TEXTS]


def _field(text: str) -> dict[str, Json]:
    sealed = seal_field(KEY, FIELD_PLACE, Disclosed(SALT, text), NONCE)
    return {
        "kid": sealed.kid,
        "person_key": KEY.secret.hex(),
        "nonce": NONCE.hex(),
        "salt": SALT.hex(),
        "log": FIELD_PLACE.log,
        "stream": FIELD_PLACE.stream,
        "field": FIELD_PLACE.field,
        "text": text,
        "ciphertext": sealed.ciphertext.hex(),
        "commitment": sealed.commitment.hex(),
    }


def documents() -> dict[str, str]:
    """Return the text of each file of vectors, by its name."""
    about: dict[str, tuple[str, list[Json]]] = {
        "payload.json": ("Sealed event payloads: ledger/payload.py. Bytes in hex.", payloads()),
        "blob.json": ("Sealed files: ledger/blob.py. Bytes in hex.", blobs()),
        "field.json": ("Sealed fields: ledger/fields.py. Bytes in hex.", fields()),
    }
    return {
        name: json.dumps({"about": text, "cases": cases}, indent=1, ensure_ascii=False) + "\n"
        for name, (text, cases) in about.items()
    }


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in documents().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
