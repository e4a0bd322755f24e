"""Which annexes come and have come: whose, how large, until when."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from aggregates.vocabulary import OrganisationId, PersonId
from api.storage.operations import Transaction
from api.storage.rows import changed, one, several


class UploadRow(msgspec.Struct, frozen=True, kw_only=True):
    """One upload; ``file_name`` is what its file is called in the store when it is finished."""

    id: str
    log_id: UUID
    stream_id: UUID
    file_name: str
    organisation: OrganisationId
    person: PersonId
    bytes: int
    begun_at: datetime
    expires_at: datetime
    finished_at: datetime | None = None


class Taken(msgspec.Struct, frozen=True):
    """How many bytes are taken, or promised: in the deal, and by the organisation in all deals."""

    deal: int
    organisation: int


def taken(connection: Transaction, row: UploadRow) -> Taken:
    """Return what is taken before ``row``. Nobody else begins an upload until this ends."""
    connection.execute("LOCK TABLE operations.uploads IN SHARE ROW EXCLUSIVE MODE")
    query = """
        SELECT coalesce(sum(bytes) FILTER (WHERE log_id = %(log)s AND stream_id = %(stream)s),
                0)::bigint AS deal,
            coalesce(sum(bytes) FILTER (WHERE organisation = %(organisation)s),
                0)::bigint AS organisation
        FROM operations.uploads
        WHERE (log_id = %(log)s AND stream_id = %(stream)s) OR organisation = %(organisation)s
    """
    given = {"log": row.log_id, "stream": row.stream_id, "organisation": row.organisation}
    with connection.cursor() as cursor:
        found = cursor.execute(query, given).fetchone()
    return Taken(*(found or (0, 0)))


def put_upload(connection: Transaction, row: UploadRow) -> None:
    """Keep a new upload."""
    connection.execute(
        """
        INSERT INTO operations.uploads (id, log_id, stream_id, file_name, organisation, person,
            bytes, begun_at, expires_at)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
        """,
        [
            *(row.id, row.log_id, row.stream_id, row.file_name, row.organisation, row.person),
            *(row.bytes, row.begun_at, row.expires_at),
        ],
    )


def upload_of(connection: Transaction, upload: str, person: PersonId) -> UploadRow | None:
    """Return an upload that this person began."""
    query = """
        SELECT id, log_id, stream_id, file_name, organisation, person, bytes, begun_at,
            expires_at, finished_at
        FROM operations.uploads WHERE id = %s AND person = %s
    """
    return one(connection, UploadRow, query, [upload, person])


def expired_uploads(connection: Transaction, at: datetime, limit: int) -> list[UploadRow]:
    """Return unfinished uploads whose time was over ``at``; nobody else gets them meanwhile."""
    query = """
        SELECT id, log_id, stream_id, file_name, organisation, person, bytes, begun_at,
            expires_at, finished_at
        FROM operations.uploads WHERE finished_at IS NULL AND expires_at <= %s
        ORDER BY expires_at LIMIT %s FOR UPDATE SKIP LOCKED
    """
    return several(connection, UploadRow, query, [at, limit])


def finish_upload(connection: Transaction, upload: str, at: datetime) -> bool:
    """Note that an upload is finished; False if it was, or if its file came by another upload."""
    statement = """
        UPDATE operations.uploads AS u SET finished_at = %s
        WHERE u.id = %s AND u.finished_at IS NULL AND NOT EXISTS (
            SELECT FROM operations.uploads AS o
            WHERE o.log_id = u.log_id AND o.stream_id = u.stream_id
                AND o.file_name = u.file_name AND o.finished_at IS NOT NULL)
    """
    return changed(connection, statement, [at, upload]) == 1


def forget_upload(connection: Transaction, upload: str) -> None:
    """Forget an upload that came to nothing."""
    connection.execute(
        "DELETE FROM operations.uploads WHERE id = %s AND finished_at IS NULL", [upload]
    )
