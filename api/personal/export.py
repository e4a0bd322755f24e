"""Writing what is kept of a person to a file, to be handed to them."""

from __future__ import annotations

from pathlib import Path

import msgspec

from aggregates.vocabulary import PersonId
from api.clock import now
from api.database import application_login
from api.exporting import written
from api.installation import running
from api.output import Output, Plain
from api.personal.gathering import Gathering
from api.settings import Settings
from api.storage.operations import Operations


def export_person(settings: Settings, output: Output, person: PersonId, file: Path) -> None:
    """Write what is kept of a person to a new file, and say how much that is.

    Raises:
        ApiError: ``person_unlisted``, ``file_unwritable``.
        LedgerError: as reading the ledger.
    """
    with running(settings) as installation, application_login(settings) as dsn:
        operations = Operations(dsn)
        try:
            gathering = Gathering(
                installation=installation,
                operations=operations,
                language=settings.language,
                may=lambda _, __: True,  # who runs the machine reads the log itself
            )
            data = gathering.of(person, now())
        finally:
            operations.close()
    written(file, [msgspec.json.format(msgspec.json.encode(data), indent=2) + b"\n"])
    said = f"What is kept of {person} is in {file}: {len(data.deeds)} deeds."
    if data.erased is not None:
        said = f"{person} was erased at {data.erased.at:%Y-%m-%d}. What is left is in {file}."
    record: dict[str, Plain] = {
        "file": str(file),
        "deeds": len(data.deeds),
        "erased": data.erased is not None,
    }
    output.result(record, said, "green")
