"""Asking a witness for its cosignature (C2SP tlog-witness)."""

from __future__ import annotations

from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Final
from urllib.parse import urlsplit

import msgspec

from ledger.errors import LedgerError
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.consistency import consistency_proof
from ledger.proof.cosignature import verify_signature
from ledger.proof.note import parse_note, parse_signature_lines, signature_lines
from ledger.proof.policy import Witness
from ledger.proof.verified_tiles import VerifiedTiles
from ledger.proof.witnessing import AddCheckpoint, request_bytes
from ledger.published import Published

ANSWER_SECONDS: Final = 5.0
_ANSWER_BYTES: Final = 65_536
_OK, _CONFLICT = 200, 409


class Offer(msgspec.Struct, frozen=True):
    """A head to be cosigned: as published, and where its tiles are."""

    head: Checkpoint
    note: bytes
    published: Published


class Cosignature(msgspec.Struct, frozen=True):
    """What a witness has signed; ``line`` ends in a newline, ``at`` is in seconds since 1970."""

    origin: str
    size: int
    witness: str
    line: str
    at: int


class AskedWitness:
    """One witness, and what it is known to have seen of each log."""

    def __init__(self, witness: Witness) -> None:
        self.witness = witness
        self._seen: dict[str, int] = {}

    def cosigned(self, offer: Offer) -> Cosignature:
        """Return the cosignature of a head.

        Raises:
            LedgerError: ``witness_away``, ``witness_refused``, ``signature_invalid``;
                ``log_shrank`` if the witness has seen more than there is.
        """
        origin = offer.head.origin
        status, answer = self._ask(offer, self._seen.get(origin, 0))
        if status == _CONFLICT:
            self._seen[origin] = self._known(offer.head, answer)
            status, answer = self._ask(offer, self._seen[origin])
        if status != _OK:
            raise LedgerError("witness_refused", witness=self.witness.name, status=status)
        cosignature = self._verified(offer, answer)
        self._seen[origin] = offer.head.size
        return cosignature

    def _known(self, head: Checkpoint, answer: str) -> int:
        """Return the size that the witness says it has seen."""
        written = answer.strip()
        known = int(written) if written.isdecimal() and len(written) < 20 else -1
        if known < 0:
            raise LedgerError("witness_refused", witness=self.witness.name, status=_CONFLICT)
        if known > head.size:
            raise LedgerError(
                "log_shrank",
                origin=head.origin,
                signed=known,
                found=head.size,
                known_by=self.witness.name,
            )
        return known

    def _ask(self, offer: Offer, old_size: int) -> tuple[int, str]:
        head, proof = offer.head, tuple[bytes, ...]()
        if 0 < old_size < head.size:
            tiles = VerifiedTiles(
                head.size, head.root, lambda tile: offer.published.tile(head.origin, tile)
            )
            proof = consistency_proof(tiles.node, old_size, head.size)
        return self._posted(request_bytes(AddCheckpoint(old_size, proof, parse_note(offer.note))))

    def _posted(self, body: bytes) -> tuple[int, str]:
        url = urlsplit(self.witness.url)
        kind = HTTPSConnection if url.scheme == "https" else HTTPConnection
        connection = kind(url.hostname or "", url.port, timeout=ANSWER_SECONDS)
        try:
            connection.request("POST", f"{url.path.rstrip('/')}/add-checkpoint", body)
            response = connection.getresponse()
            return response.status, response.read(_ANSWER_BYTES).decode("utf-8", "replace")
        except (OSError, HTTPException, ValueError) as failed:
            name = self.witness.name
            raise LedgerError("witness_away", witness=name, reason=str(failed)) from failed
        finally:
            connection.close()

    def _verified(self, offer: Offer, answer: str) -> Cosignature:
        """Return the line that is the witness's own, among those that it answered with."""
        key = self.witness.key
        for line in parse_signature_lines(answer):
            if (line.name, line.key_id) == (key.name, key.key_id):
                signed = verify_signature(parse_note(offer.note).text, line, key)
                return Cosignature(
                    origin=offer.head.origin,
                    size=offer.head.size,
                    witness=self.witness.name,
                    line=signature_lines([line]),
                    at=signed.at or 0,
                )
        raise LedgerError("witness_refused", witness=self.witness.name, status=_OK)
