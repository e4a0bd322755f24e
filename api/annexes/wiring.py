"""The annexes of an installation, put together."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from api.annexes.annexes import Annexes, Bounds
from api.annexes.looking.examiner import examiner
from api.installation import Installation
from api.settings import Settings
from api.storage.operations import Operations
from ledger.files.files import Files
from ledger.files.folder import FolderStore

FOLDER: Final = "annexes"
"""Where annexes are in the data directory."""
_MIB: Final = 1024 * 1024


def annexes_of(installation: Installation, settings: Settings, operations: Operations) -> Annexes:
    """Return the annexes of an installation."""
    bounds = Bounds(
        deal=settings.annex_mib_per_deal * _MIB,
        organisation=settings.annex_mib_per_organisation * _MIB,
        time=timedelta(hours=settings.upload_hours),
    )
    store = annex_store(settings)
    return Annexes(Files(store, installation.keys), operations, bounds, examiner().look_into)


def annex_store(settings: Settings) -> FolderStore:
    """Return where the annexes of an installation are."""
    return FolderStore(settings.data_directory.absolute() / FOLDER)
