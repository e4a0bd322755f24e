"""Somebody who is superuser of the database, and may have taken more than that."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import psycopg
from intrusion.forging import NOTHING, Forger
from intrusion.keepsakes import Kept
from intrusion.scene import LOG_ID, NAME, Scene, sequence_alone
from msgspec.structs import replace
from psycopg import sql

from ledger.errors import LedgerError
from ledger.private_files import replace_private
from ledger.proof.checkpoint import checkpoint_text, parse_checkpoint
from ledger.proof.cosignature import sign_text
from ledger.proof.hashing import HASH_BYTES
from ledger.proof.headmap import Head
from ledger.proof.note import Note, note_bytes, parse_note
from ledger.proof.signer import SignerKey
from ledger.proof.tiles import TILE_WIDTH
from ledger.proof.vkey import vkey_of
from ledger.rows import Row, Tip
from ledger.sequencer.keys import LogKeys
from ledger.sequencer.witnesses import AskedWitness, Cosignature, Offer

_COLUMNS = sql.SQL(", ").join(map(sql.Identifier, Row._fields))
_GO_BACK = """
DELETE FROM {events} WHERE position > {size};
DELETE FROM ledger.streams;
INSERT INTO ledger.streams SELECT DISTINCT ON (stream_id) log_id, stream_id, version, leaf_hash
    FROM {events} ORDER BY stream_id, version DESC;
UPDATE ledger.log_head SET position = {size},
    recorded_at = (SELECT max(recorded_at) FROM {events}) WHERE log_id = '{log}';
DELETE FROM ledger.commands WHERE last_position > {size};
DELETE FROM ledger.checkpoints WHERE size > {size};
DELETE FROM ledger.cosignatures WHERE size > {size};
UPDATE ledger.tiles SET hashes = substr(hashes, 1, {edge}) WHERE level < 1 AND number = 1;
"""
_TREE = ("checkpoints", "cosignatures", "tiles")


Change: TypeAlias = Callable[[list[Row]], Sequence[Row]]
"""Makes another history of a log."""

_COMMANDS_FIT = """
WITH said AS (
    SELECT convert_from(meta, 'UTF8')::json ->> 'actor' AS actor,
        convert_from(meta, 'UTF8')::json ->> 'idempotency_key' AS key,
        min(position) AS first, max(position) AS last, min(recorded_at) AS at
    FROM ledger.events WHERE log_id = '{log}' GROUP BY 1, 2
), gone AS (
    DELETE FROM ledger.commands AS c WHERE c.log_id = '{log}'
    AND NOT EXISTS (SELECT FROM said AS s WHERE (s.actor, s.key) = (c.actor, c.key))
)
UPDATE ledger.commands AS c SET first_position = s.first, last_position = s.last, recorded_at = s.at
FROM said AS s WHERE c.log_id = '{log}' AND (s.actor, s.key) = (c.actor, c.key)
"""


class Intruder:
    """Changes one scene; ``kept`` is what the parties have, and nobody can take from them."""

    def __init__(self, scene: Scene, kept: Kept, loot: Path) -> None:
        """``loot`` is a folder of the intruder's own."""
        self.scene = scene
        self.kept = kept
        self.loot = loot
        self.forger = Forger(scene.keys)

    def runs(self, statement: str, **words: object) -> None:
        """Run SQL as the superuser, past the triggers that refuse changes.

        ``{events}`` is the log's table, ``{log}`` its id, ``{origin}`` the name of its tree; other
        words in braces are given.
        """
        self.runs_openly("SET session_replication_role = replica; " + statement, **words)

    def runs_openly(self, statement: str, **words: object) -> None:
        """Run SQL as the superuser; triggers do their work."""
        table, origin = f"ledger.events_{LOG_ID.hex}", self.scene.signer.name
        text = statement.format(events=table, log=LOG_ID, origin=origin, **words)
        with psycopg.connect(self.scene.database.superuser) as connection:
            connection.execute(text.encode())

    def rows(self) -> list[Row]:
        """Return the whole log as it is stored."""
        query = sql.SQL("SELECT {} FROM ledger.events WHERE log_id = %s ORDER BY position")
        with psycopg.connect(self.scene.database.superuser) as connection:
            found = connection.execute(query.format(_COLUMNS), [LOG_ID]).fetchall()
        return [*map(Row._make, found)]

    def position(self, stream: str, version: int) -> int:
        """Return where the event of a deal stands; counted from the end if below zero."""
        versions = [row.position for row in self.of(stream)]
        return versions[version - 1 if version > 0 else version]

    def of(self, stream: str) -> list[Row]:
        """Return the events of one deal."""
        chosen = self.scene.stream(stream)
        return [row for row in self.rows() if row.stream_id == chosen]

    def puts(self, *rows: Row) -> None:
        """Put rows in the places of those at their positions, and nothing else."""
        with psycopg.connect(self.scene.database.superuser) as connection:
            connection.execute("SET session_replication_role = replica")
            connection.execute(
                "DELETE FROM ledger.events WHERE log_id = %s AND position = ANY(%s)",
                [LOG_ID, [row.position for row in rows]],
            )
            self._insert(connection, rows)

    def rewrites(self, change: Change, ends: Mapping[bytes, Head] = NOTHING) -> None:
        """Write the history anew as ``change`` has it: every row, streams, commands, and the head.

        Its last map says ``ends`` of these streams, instead of where they end.
        """
        made = self.forger.history(change(self.rows()), ends)
        tips = {row.stream_id: Tip(row.version, row.leaf_hash) for row in made}
        with psycopg.connect(self.scene.database.superuser) as connection:
            connection.execute("SET session_replication_role = replica")
            connection.execute("DELETE FROM ledger.events WHERE log_id = %s", [LOG_ID])
            connection.execute("DELETE FROM ledger.streams WHERE log_id = %s", [LOG_ID])
            self._insert(connection, made)
            connection.cursor().executemany(
                "INSERT INTO ledger.streams VALUES (%s, %s, %s, %s)",
                [(LOG_ID, stream, *tip) for stream, tip in tips.items()],
            )
            connection.execute(
                "UPDATE ledger.log_head SET position = %s, recorded_at = %s WHERE log_id = %s",
                [len(made), made[-1].recorded_at, LOG_ID],
            )
            connection.execute(_COMMANDS_FIT.format(log=LOG_ID).encode())

    def goes_back(self, act: int, *, note_too: bool = False) -> None:
        """Restore the database as it was after an act; ``note_too``: and what was remembered."""
        size = self.kept.checkpoints[act].size
        self.runs(_GO_BACK, size=size, edge=(size % TILE_WIDTH) * HASH_BYTES)
        if note_too:
            replace_private(self.scene.log_keys.note_file(LOG_ID), self.kept.notes[act])

    def sequencer_starts(self) -> list[LedgerError]:
        """Let the sequencer do its work for once, and say its map; return its alarms."""
        return sequence_alone(self.scene.office(), mapping_seconds=0.0)

    def fells(self) -> None:
        """Remove everything that was signed and published."""
        for table in _TREE:
            self.runs("DELETE FROM ledger.{table}", table=table)

    def signs(self, *, note_too: bool = False) -> None:
        """Sign the log anew with the stolen key; ``note_too``: change what the sequencer knows."""
        folder = self.loot / "sequencer"
        shutil.copytree(self.scene.folder / "sequencer", folder, dirs_exist_ok=True)
        keys = LogKeys(folder, NAME)
        keys.note_file(LOG_ID).unlink()
        self._sign(keys)
        if note_too:
            shutil.copy2(keys.note_file(LOG_ID), self.scene.log_keys.note_file(LOG_ID))

    def signs_as_somebody_else(self) -> None:
        """Sign the log anew with a key of the intruder's own, under the log's name."""
        folder = self.loot / "own"
        folder.mkdir()
        keys = LogKeys(folder, NAME)
        own = vkey_of(keys.signer(LOG_ID, 1, self.scene.signer.name).verifier)
        self.runs("UPDATE ledger.trees SET vkey = '{own}'", own=own)
        self._sign(keys)

    def publishes_as(self, key: SignerKey) -> None:
        """Publish the newest head under another origin, signed with another key."""
        newest = self.kept.checkpoints[-1]
        text = checkpoint_text(replace(newest, origin=key.name))
        note = note_bytes(Note(text, (sign_text(text, key),))).decode()
        with psycopg.connect(self.scene.database.superuser) as connection:
            connection.execute(
                "INSERT INTO ledger.checkpoints VALUES (%s, %s, %s, %s, 0)",
                [key.name, newest.size, newest.root, note],
            )

    def has_cosigned(self, *names: str) -> None:
        """Have witnesses cosign the newest head, who have no reason not to."""
        with self.scene.book() as book:
            head = book.published.newest(self.scene.signer.name)
            assert head is not None
            offer = Offer(parse_checkpoint(parse_note(head.note).text), head.note, book.published)
            for witness in self.scene.town.witnesses:
                if witness.name in names:
                    self._keep(AskedWitness(witness).cosigned(offer))

    def _sign(self, keys: LogKeys) -> None:
        alarms = sequence_alone(self.scene.office(keys))
        assert not alarms, alarms

    def _keep(self, one: Cosignature) -> None:
        with psycopg.connect(self.scene.database.superuser) as connection:
            connection.execute(
                "INSERT INTO ledger.cosignatures VALUES (%s, %s, %s, %s, %s)",
                [one.origin, one.size, one.witness, one.line, one.at],
            )

    def _insert(self, connection: psycopg.Connection, rows: Sequence[Row]) -> None:
        values = sql.SQL(", ").join([sql.SQL("%s")] * len(Row._fields))
        query = sql.SQL("INSERT INTO ledger.events (log_id, {}) VALUES (%s, {})")
        connection.cursor().executemany(
            query.format(_COLUMNS, values), [(LOG_ID, *row) for row in rows]
        )
