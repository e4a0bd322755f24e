"""What a batch does to the tables of a view, as whole sets of rows.

A row is a struct whose fields are columns of the table, by name and all of them. Lists and structs
inside fill columns of arrays or of ``jsonb``; a decimal is a `Decimal`, or a string of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import msgspec


class Put(msgspec.Struct, frozen=True):
    """Each row stands in the table afterwards, in the place of the one with its primary key."""

    table: str
    rows: Sequence[msgspec.Struct]


class Add(msgspec.Struct, frozen=True):
    """Rows that are new: of what happened. Never more than one `Add` of the same rows."""

    table: str
    rows: Sequence[msgspec.Struct]


class Replace(msgspec.Struct, frozen=True):
    """The rows whose ``column`` is one of ``keys`` are exactly ``rows`` afterwards; none: gone."""

    table: str
    column: str
    keys: Sequence[str]
    rows: Sequence[msgspec.Struct] = ()


class Version(msgspec.Struct, frozen=True):
    """From ``position`` on, the rows of ``key`` are exactly ``rows``."""

    key: str
    position: int
    rows: Sequence[msgspec.Struct] = ()


class Supersede(msgspec.Struct, frozen=True):
    """Rows that keep their past: what stands for a key from a position on, in order of position.

    The table has ``from_position`` and ``until_position`` (exclusive; null for what stands now),
    which the runner fills in; rows do not have these fields. As of p stands what has
    ``from_position <= p AND (until_position > p OR until_position IS NULL)``.
    """

    table: str
    column: str
    versions: Sequence[Version]


Change: TypeAlias = Put | Add | Replace | Supersede
