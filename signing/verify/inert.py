"""Scripts and actions, anywhere in a file: a contract does nothing when it is opened."""

from __future__ import annotations

from typing import Final

from signing.verify.pdf.file import File
from signing.verify.pdf.objects import parts_of
from signing.verify.pdf.values import Dictionary

KEYS: Final = frozenset(("/JS", "/JavaScript", "/OpenAction", "/AA", "/XFA", "/RichMediaContent"))
"""ISO 32000-2 clauses 12.6.3 and 12.7.3; each is enough."""
ACTIONS: Final = frozenset(
    f"/{name}"
    for name in (
        *("JavaScript", "Launch", "URI", "GoToR", "GoToE", "GoToDp", "SubmitForm", "ResetForm"),
        *("ImportData", "Named", "Rendition", "Movie", "Sound", "Hide", "SetOCGState", "Trans"),
        *("GoTo3DView", "RichMediaExecute", "Thread"),
    )
)
"""Types of actions (ISO 32000-2 table 201), all but the jump within the file."""


def active_content(file: File) -> tuple[str, ...]:
    """Return the names of all scripts and actions in all revisions, sorted."""
    values = [one.value for revision in file.revisions for one in revision.objects.values()]
    found = [_acting(part) for part in parts_of(*values) if isinstance(part, dict)]
    return tuple(sorted(set[str]().union(*found)))


def _acting(part: Dictionary) -> set[str]:
    kind = part.get("/S")
    kinds = {kind} if isinstance(kind, str) else set[str]()
    return (part.keys() & KEYS) | (kinds & ACTIONS)
