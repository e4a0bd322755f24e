"""What an API refused, as the error that the rules raised on its side."""

from __future__ import annotations

from typing import Final

from aggregates.errors import RuleError
from api.client.answers import ProblemError
from api.errors import CodedError, sentences
from api.refusals import ApiError
from ledger.errors import LedgerError
from signing.errors import SignatureError

_KINDS: Final[tuple[tuple[str, type[RuleError | SignatureError | LedgerError | ApiError]], ...]] = (
    ("rules", RuleError),
    ("signing", SignatureError),
    ("ledger", LedgerError),
    ("api", ApiError),
)


def refusal(problem: ProblemError) -> CodedError:
    """Return the error of this code, with the facts that the problem tells."""
    told = problem.problem
    for source, kind in _KINDS:
        if told.code in sentences(source):
            return kind(told.code, **told.facts)
    return ApiError("answer_unknown", code=told.code, status=told.status)
