"""Scripts and actions anywhere in a file: a contract does nothing when it is opened."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

KEYS = ("/JS", "/JavaScript", "/OpenAction", "/AA", "/XFA", "/RichMediaContent")
"""ISO 32000-2 clauses 12.6.3 and 12.7.3; each is enough."""
ACTIONS = frozenset(
    f"/{name}"
    for name in (
        *("JavaScript", "Launch", "URI", "GoToR", "GoToE", "GoToDp", "SubmitForm", "ResetForm"),
        *("ImportData", "Named", "Rendition", "Movie", "Sound", "Hide", "SetOCGState", "Trans"),
        *("GoTo3DView", "RichMediaExecute", "Thread"),
    )
)
"""Types of actions (ISO 32000-2 table 201), all but the jump within the file."""


def active_content(pdf: bytes) -> tuple[str, ...]:
    """Return the names of all scripts and actions in the newest revision, sorted."""
    with Pdf.open(BytesIO(pdf), attempt_recovery=False) as opened:
        found = {name for one in opened.objects for name in _in(one)}
    return tuple(sorted(found))


def _in(root: Object) -> Iterator[str]:
    pending = [root]
    while pending:
        node = pending.pop()
        if isinstance(node, Array):
            pending.extend(_direct(list(node)))
        elif isinstance(node, Dictionary | Stream):
            yield from _named(node)
            pending.extend(_direct([value for _, value in node.items()]))


def _named(node: Dictionary | Stream) -> Iterator[str]:
    yield from (key for key in KEYS if key in node)
    kind = node.get("/S")
    if isinstance(kind, Name) and str(kind) in ACTIONS:
        yield str(kind)


def _direct(values: list[Object]) -> list[Object]:
    """Return the values that are containers of this very object: others have their own turn."""
    containers = (Array, Dictionary, Stream)
    return [v for v in values if isinstance(v, containers) and not v.is_indirect]
