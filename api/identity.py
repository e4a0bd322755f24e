"""Which registry this is: one small file, made once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import msgspec

from api import ids
from api.refusals import ApiError
from ledger.private_files import private_file, read_private
from signing.registry.office import Office


class Identity(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The id of the registry's log, and the office that runs the registry."""

    registry_log: UUID
    office: Office


def made_identity(path: Path, founder: Callable[[], Office]) -> Identity:
    """Return the identity in ``path``; a new one, run by whom ``founder`` names, if there is none.

    Raises:
        ApiError: ``identity_malformed``.
        LedgerError: as `private_file`.
    """

    def new() -> bytes:
        return msgspec.json.encode(Identity(registry_log=UUID(ids.new_id()), office=founder()))

    return _read(path, private_file(path, new))


def known_identity(path: Path) -> Identity | None:
    """Return the identity in ``path``, or None where nothing was founded.

    Raises:
        ApiError: ``folder_unusable``, ``identity_malformed``.
        LedgerError: as `read_private`.
    """
    try:
        path.lstat()
    except FileNotFoundError:
        return None
    except OSError as wrong:
        folder = str(path.parent)
        raise ApiError("folder_unusable", path=folder, reason=wrong.strerror) from wrong
    return _read(path, read_private(path))


def _read(path: Path, content: bytes) -> Identity:
    try:
        return msgspec.json.decode(content, type=Identity)
    except msgspec.MsgspecError as wrong:
        raise ApiError("identity_malformed", path=str(path)) from wrong
