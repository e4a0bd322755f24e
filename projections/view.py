"""What a view is: one module of ``projections/views`` with its tables, their rows and its queries.

To add one, write the module: it is found by itself. To change one, raise its ``VERSION``: the
runner builds its tables anew, beside the old ones, and then puts them in their place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import LiteralString, Protocol, runtime_checkable

from projections.batch import Batch
from projections.change import Change


class Wall(Enum):
    """Which rows of a table the application can come to see, whatever its query says."""

    DEAL = "deal"
    """Those of deals that the reader's organisation is in, or all for who sees all. The table has
    a column ``deal``."""

    TIMELINE = "timeline"
    """Those of deals of which the reader sees the timeline; column ``deal``."""

    TERMS = "terms"
    """Those of deals of which the reader sees the terms; column ``deal``."""

    PAPERS = "papers"
    """Those of deals of which the reader sees the papers; column ``deal``."""

    PLACE = "place"
    """As for `DEAL`, but where the column ``place`` says ``clause``: as for `TERMS`."""

    ORGANISATION = "organisation"
    """Those of the reader's organisation, or all for who sees all; column ``organisation``."""

    SIDE = "side"
    """Those of the reader's organisation, whoever reads; column ``organisation``. For what one side
    keeps to itself."""

    OPEN = "open"
    """All, whoever reads. For what is public."""


@runtime_checkable
class View(Protocol):
    """A read model.

    ``DDL`` makes the tables that ``TABLES`` names, and their indexes, with names of their own and
    without a schema; every table has a primary key. ``change`` says what a batch does to them. It
    is given each event once, those of a stream in order, and MUST say for a stream what depends on
    that stream alone: a log is followed in batches of any size, and a view is built anew stream by
    stream, by several processes at the same time.
    """

    @property
    def NAME(self) -> str:  # noqa: N802 - a constant of the module
        """The view's name: that of its module."""
        ...

    @property
    def VERSION(self) -> int:  # noqa: N802 - a constant of the module
        """Raised with every change of ``DDL`` or of what ``change`` writes."""
        ...

    @property
    def TABLES(self) -> Mapping[str, Wall]:  # noqa: N802 - a constant of the module
        """Each table and the wall around its rows."""
        ...

    @property
    def DDL(self) -> LiteralString:  # noqa: N802 - a constant of the module
        """The statements that make the tables and indexes."""
        ...

    def change(self, batch: Batch) -> Iterable[Change]:
        """Return what the batch does to the tables, in order."""
        ...
