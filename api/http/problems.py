"""Refusals and failures as ``application/problem+json`` (RFC 9457), in the reader's language.

A rule's refusal says its code and facts. Of a failure of ours nothing is said but that it is ours:
what a database or a key store says is for the log.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Final, cast

import msgspec
from starlette.responses import Response

from aggregates.catalogue import NO_NAMES
from aggregates.errors import RuleError
from api.called import Called
from api.errors import CodedError, Language, sentence
from api.http.statuses import (
    LEDGER_STATUSES,
    PROJECTION_STATUSES,
    SIGNING_STATUSES,
    STATUSES,
    rule_status,
)
from api.refusals import ApiError
from ledger.errors import LedgerError
from projections.errors import ProjectionError
from signing.errors import SignatureError

MEDIA_TYPE: Final = "application/problem+json"
RETRY_SECONDS: Final = 1
"""When to come back if nobody knows better."""

_OUT_OF_REACH = {"unavailable", "server_unreachable"}
_OTHER_KIND = {"event_foreign", "stream_ambiguous"}


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """A problem document (RFC 9457 section 3). ``type`` is a page that explains the ``code``.

    ``detail`` is a sentence for people, in the language asked for; ``facts`` are for programs.
    """

    type: str
    title: str
    status: int
    detail: str
    code: str
    facts: dict[str, object] = {}
    request: str = ""


class Problems:
    """Makes problem documents whose types stand under ``base``."""

    def __init__(self, base: str) -> None:
        self._base = base.rstrip("/")

    def problem(
        self,
        error: CodedError,
        language: Language,
        request: str = "",
        names: Mapping[str, str] = NO_NAMES,
    ) -> Problem:
        """Return what may be told of ``error``; ``names`` are those that the reader may know."""
        told = tellable(error)
        return Problem(
            type=f"{self._base}/{told.code}",
            title=told.code.replace("_", " ").capitalize(),
            status=status_of(told),
            detail=sentence(told, language, Called(names)),
            code=told.code,
            facts={name: _plain(fact) for name, fact in told.facts.items()},
            request=request,
        )

    def response(
        self,
        error: CodedError,
        language: Language,
        request: str = "",
        names: Mapping[str, str] = NO_NAMES,
    ) -> Response:
        """Return the answer that tells of ``error``, as `problem` does."""
        problem = self.problem(error, language, request, names)
        return Response(
            msgspec.json.encode(problem),
            problem.status,
            {**headers_of(tellable(error), problem.status), "content-language": language},
            MEDIA_TYPE,
        )


def tellable(error: CodedError) -> CodedError:
    """Return the error itself if everybody may read it, else one that says whose fault it is."""
    if isinstance(error, LedgerError | ProjectionError) and error.code in _OUT_OF_REACH:
        return ApiError("service_unavailable")
    if isinstance(error, LedgerError) and error.code in _OTHER_KIND:
        return ApiError("other_kind")  # and not of which: that would tell what is there
    return error if _status(error) is not None else ApiError("internal_error")


def status_of(error: CodedError) -> int:
    """Return the status of an error that may be told."""
    return _status(error) or 500


def headers_of(error: CodedError, status: int) -> Mapping[str, str]:
    """Return what an HTTP client must know besides: when to come back, how to sign in."""
    if status in {429, 503}:
        return {"retry-after": str(error.facts.get("retry_after", RETRY_SECONDS))}
    if status == 401:
        return {"www-authenticate": "Bearer"}
    if isinstance(allowed := error.facts.get("allowed"), str) and status == 405:
        return {"allow": allowed}
    return {}


def _status(error: CodedError) -> int | None:
    match error:
        case RuleError():
            return rule_status(error.code)
        case LedgerError():
            return LEDGER_STATUSES.get(error.code)
        case SignatureError():
            return SIGNING_STATUSES.get(error.code)
        case ProjectionError():
            return PROJECTION_STATUSES.get(error.code)
        case ApiError():
            return STATUSES.get(error.code)


def _plain(fact: object) -> object:
    """Return a fact as JSON; an error in it by its code."""
    match fact:
        case RuleError() | LedgerError() | SignatureError() | ProjectionError() | ApiError():
            return tellable(fact).code
        case datetime():
            return fact.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case set() | frozenset():
            return sorted(str(item) for item in cast("Collection[object]", fact))
        case _:
            return msgspec.to_builtins(fact, enc_hook=str)
