"""What the registry's log has of one person, so that nobody has to believe it: an evidence bundle.

Every event of the person's own stream is in it, with its key, and with each text that is sealed in
it. Of who was erased the texts stay closed, and the log's own event says why.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from aggregates.person import PERSON
from aggregates.vocabulary import Event, PersonId, Sealed
from api.contracts.people import Registered
from api.evidencing import Handing, StreamEvidence, Wanted, hand
from api.exits import Exit
from api.installation import Installation, running
from api.output import Output
from api.refusals import ApiError
from api.settings import Settings
from ledger.erasures import erasures_of
from ledger.errors import LedgerError
from ledger.evidence.entitled import Entitled
from ledger.evidence.manifest import ShownField
from ledger.recorded import Recorded
from ledger.sources import One
from ledger.stream import stream_id


class _Texts(msgspec.Struct, frozen=True):
    """The sealed texts of a person: what is told of them, by version, and keys that are gone."""

    shown: dict[int, list[ShownField]]
    erased: set[bytes]


def wanted_person(installation: Installation, person: PersonId) -> Wanted:
    """Return what is to be shown of a person: all, through their erasure if they were erased.

    Raises:
        ApiError: ``person_unlisted``.
        LedgerError: as reading the ledger.
    """
    book = installation.registry
    recorded = book.events(One(PERSON, person))
    if not recorded:
        raise ApiError("person_unlisted", person=person)
    texts = _texts(Registered(installation), person, recorded)
    log_id, gone = book.published.log_id, {kid.hex() for kid in texts.erased}
    erasures = (
        one.position
        for one in (erasures_of(log_id, book.rows) if gone else ())
        if any(key.kid in gone for key in one.event.keys)
    )
    return Wanted(
        book=book,
        stream=stream_id(log_id, PERSON.name, person),
        last=max(recorded[-1].position, *erasures, 0),
        entitled=Entitled(
            secret_of=installation.keys.secret, shown=texts.shown, erased=texts.erased
        ),
    )


def export_person_evidence(
    settings: Settings, output: Output, person: PersonId, file: Path
) -> Exit:
    """Write the evidence of a person to a new file, and tell the verdict on it.

    Raises:
        ApiError: ``person_unlisted``, ``evidence_late``, ``file_unwritable``.
        LedgerError: as `Evidences.of`.
    """
    with running(settings) as installation:
        handing = Handing(settings=settings, output=output, installation=installation, target=file)
        return hand(handing, StreamEvidence(wanted_person(installation, person)))


def _texts(registered: Registered, person: PersonId, recorded: Sequence[Recorded]) -> _Texts:
    texts = _Texts({}, set())
    for one in recorded:
        for field, sealed in _sealed_in(one.event):
            try:
                told = registered.disclosed(person, field, sealed)
            except LedgerError as gone:
                if gone.code != "key_destroyed":
                    raise
                texts.erased.add(bytes.fromhex(sealed.kid))
                continue
            shown = ShownField(pointer=f"/{field}", salt=told.salt.hex(), text=told.text)
            texts.shown.setdefault(one.version, []).append(shown)
    return texts


def _sealed_in(event: Event) -> Iterator[tuple[str, Sealed]]:
    """Yield the name of each sealed text of an event of a person; all stand at its top."""
    for field in event.__struct_fields__:
        value: object = getattr(event, field)
        if isinstance(value, Sealed):
            yield field, value
