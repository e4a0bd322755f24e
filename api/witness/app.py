"""The HTTP interface of a witness: ``POST /add-checkpoint`` (C2SP tlog-witness)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from api.witness.memory import Memory
from ledger.errors import LedgerError
from ledger.proof.cosignature import cosign_text
from ledger.proof.note import signature_lines
from ledger.proof.signer import Signer
from ledger.proof.vkey import VerifierKey
from ledger.proof.witnessing import (
    CONFLICT_TYPE,
    REQUEST_BYTES_MAX,
    STATUS,
    judge,
    offered_by,
    parse_request,
)


class Witness:
    """A witness for ``logs``: each one's keys by its origin. ``clock`` is in seconds since 1970."""

    def __init__(
        self,
        memory: Memory,
        signer: Signer,
        logs: Mapping[str, Sequence[VerifierKey]],
        clock: Callable[[], int],
    ) -> None:
        self._memory = memory
        self._signer = signer
        self._logs = logs
        self._clock = clock

    def cosigned(self, body: bytes) -> str:
        """Return the cosignature line for a request.

        Raises:
            LedgerError: the codes of `STATUS`; ``file_unwritable``.
        """
        request = parse_request(body)
        origin = offered_by(request, self._logs).origin
        self._memory.advance(origin, lambda before: judge(request, self._logs, before))
        return signature_lines([cosign_text(request.note.text, self._signer, self._clock())])


def witness_app(witness: Witness) -> Starlette:
    """Return the application of a witness."""

    async def add_checkpoint(request: Request) -> Response:
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > REQUEST_BYTES_MAX:
                return PlainTextResponse("too long\n", 413)
        try:
            return PlainTextResponse(await run_in_threadpool(witness.cosigned, body))
        except LedgerError as refused:
            return _refusal(refused)

    return Starlette(routes=[Route("/add-checkpoint", add_checkpoint, methods=["POST"])])


def _refusal(refused: LedgerError) -> Response:
    status = STATUS.get(refused.code, 500)
    if refused.code == "checkpoint_conflict":
        return Response(f"{refused.facts['size']}\n", status, media_type=CONFLICT_TYPE)
    return PlainTextResponse(f"{refused.code}\n", status)
