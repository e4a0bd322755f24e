"""Who reads, told to the query and to the database: what they may see, they see, and no more.

Every query is written for its reader. Under it stands a second wall: the row-level security of the
tables, which knows the reader of the transaction and shows nothing where none was told.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from typing import Literal

import msgspec
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from aggregates.vocabulary import OrganisationId, PersonId

_TELL = (
    "SELECT set_config('counterseal.organisation', %s, true),"
    " set_config('counterseal.sees', %s, true)"
)


class Reader(msgspec.Struct, frozen=True, kw_only=True):
    """A person who reads for an organisation.

    ``sees`` is "own" for whoever sees the deals that the organisation is in; "all" for officials,
    the registry and auditors, who see all of every deal; "lists" for organisers, who see of every
    deal what lists show, and its terms where a side has let them. How much of its own deals an
    organisation sees, `projections.views.readers` has on record.
    """

    person: PersonId
    organisation: OrganisationId
    sees: Literal["own", "lists", "all"] = "own"

    @property
    def every_deal(self) -> bool:
        """Whether lists show every deal."""
        return self.sees != "own"

    def asking(self) -> Mapping[str, object]:
        """Return what queries ask of a reader: ``all``, ``organisation``, ``whole``, ``granted``.

        ``whole`` sees all of every deal; ``granted`` are the organisations in whose rows of
        ``deal_readers`` the parts are that the reader sees.
        """
        organisers = [""] if self.sees == "lists" else []
        return {
            "all": self.every_deal,
            "organisation": self.organisation,
            "whole": self.sees == "all",
            "granted": [*filter(None, [self.organisation]), *organisers],
        }


@asynccontextmanager
async def reading(
    connection: AsyncConnection[TupleRow], reader: Reader
) -> AsyncGenerator[AsyncConnection[TupleRow], None]:
    """Give the connection in a transaction that knows its reader, and forgets them at its end."""
    async with connection.transaction():
        await connection.execute(_TELL, [reader.organisation, reader.sees], prepare=True)
        yield connection
