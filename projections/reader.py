"""Who reads, told to the query and to the database: what they may see, they see, and no more.

Every query is written for its reader. Under it stands a second wall: the row-level security of the
tables, which knows the reader of the transaction and shows nothing where none was told.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator
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

    ``sees`` is "own" for whoever sees the deals that the organisation is in, and "all" for
    officials, organisers and auditors: how much of each deal they see is the query's to say.
    """

    person: PersonId
    organisation: OrganisationId
    sees: Literal["own", "all"] = "own"


@asynccontextmanager
async def reading(
    connection: AsyncConnection[TupleRow], reader: Reader
) -> AsyncGenerator[AsyncConnection[TupleRow], None]:
    """Give the connection in a transaction that knows its reader, and forgets them at its end."""
    async with connection.transaction():
        await connection.execute(_TELL, [reader.organisation, reader.sees], prepare=True)
        yield connection
