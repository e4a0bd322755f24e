"""What a refusal or a failure says to a person, in English and in Chinese.

Each package raises one kind of error, with a stable code and facts; the sentences stand in
``api/sentences``, a file a package, and a test asks for one in each language for every code.
What commands say otherwise stands there as well.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias, cast

from aggregates.catalogue import NO_NAMES
from aggregates.errors import RuleError
from api.moments import minute
from api.refusals import ApiError
from ledger.errors import LedgerError
from projections.errors import ProjectionError
from signing.errors import SignatureError

Language: TypeAlias = Literal["en", "zh"]
CodedError: TypeAlias = RuleError | LedgerError | SignatureError | ProjectionError | ApiError

_AMOUNTS = {"amount", "limit"}
"""Facts that are sums of money."""
_DECIMAL = re.compile(r"\d+(\.\d+)?", re.ASCII)

CODED_ERRORS = (RuleError, LedgerError, SignatureError, ProjectionError, ApiError)


def sentence(
    error: CodedError, language: Language = "en", names: Mapping[str, str] = NO_NAMES
) -> str:
    """Return what ``error`` says, filled with its facts; ids are called as in ``names``."""
    facts = {key: _called(fact, language, names) for key, fact in error.facts.items()}
    return tell(_source(error), error.code, facts, language)


def _called(fact: object, language: Language, names: Mapping[str, str]) -> object:
    match fact:
        case str():
            return names.get(fact, fact)
        case list() | tuple() | set() | frozenset():
            items = cast("Collection[object]", fact)
            return [_called(item, language, names) for item in items]
        case RuleError() | LedgerError() | SignatureError() | ProjectionError() | ApiError():
            return sentence(fact, language, names)
        case _:
            return fact


def tell(source: str, code: str, facts: Mapping[str, object], language: Language = "en") -> str:
    """Return a sentence of ``source`` by its code: of an error, of a verdict, of a command."""
    wording = sentences(source)[code][language]
    shown = {name: _shown(fact, language) for name, fact in facts.items()}
    grouped = {name: _grouped(shown[name]) for name in _AMOUNTS & shown.keys()}
    return wording.format_map({**shown, **grouped})


@cache
def sentences(source: str) -> dict[str, dict[Language, str]]:
    """Return code -> language -> sentence of a file in ``api/sentences``."""
    return tomllib.loads((files("api") / "sentences" / f"{source}.toml").read_text("utf-8"))


def _source(error: CodedError) -> str:
    match error:
        case RuleError():
            return "rules"
        case LedgerError():
            return "ledger"
        case SignatureError():
            return "signing"
        case ProjectionError():
            return "projections"
        case ApiError():
            return "api"


def _shown(fact: object, language: Language) -> str:
    match fact:
        case RuleError() | LedgerError() | SignatureError() | ProjectionError() | ApiError():
            return sentence(fact, language)
        case datetime():
            return minute(fact)
        case list() | tuple() | set() | frozenset():
            return ", ".join(_in_a_line(item) for item in cast("Collection[object]", fact))
        case Enum():
            return str(fact.value)
        case _:
            return _in_a_line(fact)


def _in_a_line(fact: object) -> str:
    """Return a fact without lines of its own: what a file says must not look like what we say."""
    return " ".join(str(fact).split())


def _grouped(amount: str) -> str:
    """Return a decimal with its digits in groups, for people to read."""
    return f"{Decimal(amount):,f}" if _DECIMAL.fullmatch(amount) else amount
