"""Bits that turn over by themselves, or are turned: whatever is damaged is named."""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterator
from typing import LiteralString

import psycopg
import pytest
from intrusion.defences import checked
from intrusion.scene import Scene
from psycopg import sql

FLIPS = 5
"""In each column."""
TILE = (
    "'tile/' || CASE level WHEN -1 THEN 'entries' ELSE level::text END"
    " || '/' || to_char(number, 'FM000')"
)
"""What its path begins with."""
COLUMNS = ("payload", "meta", "salt", "leaf_hash")


class Damage:
    """Turns bits over in one scene, and back again."""

    def __init__(self, scene: Scene, table: LiteralString, row: LiteralString) -> None:
        """``row`` names a row of ``table``."""
        self._superuser = scene.database.superuser
        self._table = sql.Identifier("ledger", table)
        self._row = sql.SQL(row)

    def places(self, column: str) -> list[tuple[str, int]]:
        """Return each row, and how many bytes it has there."""
        query = sql.SQL("SELECT {}::text, length({}) FROM {} ORDER BY 1")
        with psycopg.connect(self._superuser) as connection:
            asked = query.format(self._row, sql.Identifier(column), self._table)
            return [(str(row), int(length)) for row, length in connection.execute(asked)]

    def turn(self, column: str, row: str, bit: int) -> None:
        """Turn a bit over."""
        query = sql.SQL(
            "UPDATE {table} SET {column} = set_bit({column}, %s, 1 - get_bit({column}, %s))"
            " WHERE {row}::text = %s"
        ).format(table=self._table, column=sql.Identifier(column), row=self._row)
        with psycopg.connect(self._superuser) as connection:
            connection.execute("SET session_replication_role = replica")
            connection.execute(query, [bit, bit, row])


def flips(damage: Damage, column: str) -> Iterator[str]:
    """Turn bits over, one at a time; yield the row that it is in, and turn it back."""
    seed = secrets.randbelow(1_000_000)
    print(f"seed {seed}")  # noqa: T201
    chance = random.Random(seed)  # noqa: S311
    for row, length in chance.choices(damage.places(column), k=FLIPS):
        bit = chance.randrange(8 * length)
        damage.turn(column, row, bit)
        yield row
        damage.turn(column, row, bit)


@pytest.mark.parametrize("column", COLUMNS)
def test_an_event_in_which_a_bit_is_turned_over_is_named(scene: Scene, column: str) -> None:
    for row in flips(Damage(scene, "events", "position"), column):
        leaves = [fault for fault in checked(scene) if fault.check == "leaf_hash"]
        assert [fault.position for fault in leaves] == [int(row)]
    assert not checked(scene)


def test_a_tile_in_which_a_bit_is_turned_over_is_named(scene: Scene) -> None:
    for row in flips(Damage(scene, "tiles", TILE), "hashes"):
        (fault,) = checked(scene)
        assert (fault.check, fault.where.startswith(row)) == ("tile", True)
    assert not checked(scene)
