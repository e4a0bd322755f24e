"""Erasing the executed documents of an edition, when their retention has ended."""

from __future__ import annotations

from bdd import after, given
from erasing import AT_THE_END, KEY, LATER, RETENTION, SECOND, proposed
from msgspec.structs import replace
from people import REGISTRAR

from aggregates.log import LOG
from aggregates.log.erasing.erase_documents import EraseDocuments, erase_documents
from aggregates.log.erasing.events import DocumentsErased, ErasureGround, Subject

ASKED = proposed(Subject.DOCUMENTS, "edition-1")
ERASE = EraseDocuments(
    actor=SECOND, at=AT_THE_END, erasure="erasure-1", edition="edition-1", keys=(KEY,)
)
ERASED = DocumentsErased(
    at=AT_THE_END,
    erasure="erasure-1",
    ground=ErasureGround.RETENTION_ENDED,
    reference="DPO-2",
    keys=(KEY,),
    proposed_by=REGISTRAR.person,
    by=SECOND.person,
    edition="edition-1",
)


def test_they_are_erased_once_when_their_retention_has_ended() -> None:
    given(LOG, RETENTION, ASKED).when(erase_documents, ERASE).then(ERASED)
    given(LOG, RETENTION, ASKED, ERASED).when(erase_documents, ERASE).then()
    erased = after(LOG, RETENTION, ASKED, ERASED).erasing.erased
    assert erased == {(Subject.DOCUMENTS, "edition-1"): ERASED}


def test_they_are_kept_until_then() -> None:
    given(LOG, RETENTION, ASKED).when(erase_documents, replace(ERASE, at=LATER)).then_refused(
        "retention_running", until=AT_THE_END
    )
    given(LOG, ASKED).when(erase_documents, ERASE).then_refused("retention_unset")
