"""How often one client may ask: a bucket for each, in the memory of each process.

With n processes a client may ask n times as often: the bound is there to keep one client from
taking the place of all others, not to count. What must be counted exactly, such as attempts to sign
in, is counted in the database.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime
from typing import Final, Literal, TypeAlias

import msgspec

from api.refusals import ApiError

CLIENTS_MAX: Final = 100_000
"""How many clients are remembered; the one that asked longest ago is forgotten first."""

Kind: TypeAlias = Literal["read", "shared", "command", "heavy"]
"""What is asked: reading, what is made once for all who ask, a command, or what costs much:
rendering, exports, uploads."""


class Rate(msgspec.Struct, frozen=True):
    """So many at once, and so many a second in the long run."""

    burst: int
    per_second: float


class Bucket(msgspec.Struct, frozen=True):
    """How many a client may still ask, as of an instant."""

    left: float
    at: datetime


class Limits:
    """The buckets of one process."""

    def __init__(self, rates: Mapping[Kind, Rate]) -> None:
        self._rates = rates
        self._buckets: OrderedDict[tuple[Kind, str], Bucket] = OrderedDict()

    def take(self, kind: Kind, client: str, at: datetime) -> None:
        """Count one request of ``client``.

        Raises:
            ApiError: ``too_many_requests`` with the seconds after which to come back.
        """
        rate = self._rates[kind]
        key: tuple[Kind, str] = (kind, client)
        before = self._buckets.pop(key, Bucket(rate.burst, at))
        gained = max((at - before.at).total_seconds(), 0) * rate.per_second
        left = min(before.left + gained, rate.burst)
        self._remember(key, Bucket(left - 1 if left >= 1 else left, at))
        if left < 1:
            seconds = max(math.ceil((1 - left) / rate.per_second), 1)
            raise ApiError("too_many_requests", retry_after=seconds)

    def _remember(self, key: tuple[Kind, str], bucket: Bucket) -> None:
        self._buckets[key] = bucket
        if len(self._buckets) > CLIENTS_MAX:
            self._buckets.popitem(last=False)
