"""What was added to a sealed file, and the sealed file within it.

A mail gateway, or a reader of PDFs, may add a stamp or a note to a file that passes. The file is
then another one, and NOT VALID; but what was sealed is still in it, octet for octet, at its start.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from msgspec.structs import replace

from signing.verify.case import Case
from signing.verify.verdict import Intact, Level, Reason, Verdict

_END: Final = b"%%EOF"
_SEALED: Final = b"/DocTimeStamp"
_LOOKED: Final = 64
"""So many ends of revisions are looked at, from the last one back."""
_JUDGED: Final = 2
"""So many beginnings of the file are judged, the longest first: each takes as long as a file."""
_SEARCHED: Final = 1 << 20
"""In so many octets of what was added it is looked for what that is."""

_KINDS: Final = {
    "annotation": re.compile(
        rb"/Subtype\s*/(Stamp|FreeText|Text|Square|Circle|Highlight|Ink|Link)"
    ),
    "file": re.compile(rb"/(EmbeddedFile|Filespec|FileAttachment)\b"),
    "script": re.compile(rb"/(JavaScript|JS)\b"),
    "signature": re.compile(rb"/ByteRange\b"),
    "form": re.compile(rb"/FT\b"),
    "page": re.compile(rb"/Type\s*/Page\b"),
    "catalogue": re.compile(rb"/Type\s*/Catalog\b"),
    "metadata": re.compile(rb"/Type\s*/Metadata\b"),
}


def with_addition(case: Case, verdict: Verdict, judged: Callable[[Case], Verdict]) -> Verdict:
    """Return ``verdict``; of a sealed file to which something was added, with that as its reason.

    The file stays NOT VALID. What is offered as intact is VALID by itself, as ``judged`` says.
    Nothing is looked for where all that is wrong is that the ledger has another file.
    """
    wrong = {finding.step for finding in verdict.findings if finding.reason is not None}
    if verdict.level is not Level.NOT_VALID or wrong == {"record"}:
        return verdict
    for octets in sealed_ends(case.pdf):
        sealed = judged(Case(pdf=case.pdf[:octets], trust=case.trust, at=case.at))
        if sealed.level is Level.VALID and sealed.archived_at is not None:
            intact = Intact(octets=octets, sha256=sealed.pdf_sha256)
            return replace(verdict, added=_reason(case.pdf, intact), intact=intact)
    return verdict


def sealed_ends(pdf: bytes) -> Iterator[int]:
    """Yield where revisions with an archive's time-stamp end, but the last octet's, backwards."""
    end, found = len(pdf), 0
    for _ in range(_LOOKED):
        at = pdf.rfind(_END, 0, end)
        if at < 0 or found == _JUDGED:
            return
        before = max(pdf.rfind(_END, 0, at), 0)
        after = at + len(_END)
        after += pdf[after : after + 1] == b"\n"
        if after < len(pdf) and pdf.find(_SEALED, before, at) >= 0:
            found += 1
            yield after
        end = at


def named(added: bytes) -> tuple[str, ...]:
    """Return what is in ``added``, as far as it can be read without unpacking; or ``octets``."""
    found: list[str] = []
    for kind, pattern in _KINDS.items():
        match = pattern.search(added[:_SEARCHED])
        if match is not None:
            told = match[1].decode("ascii") if kind == "annotation" else ""
            found.append(f"{kind} {told}".strip())
    return tuple(found) or ("octets",)


def _reason(pdf: bytes, intact: Intact) -> Reason:
    return Reason(
        code="added_after_sealing",
        facts={
            "added": ", ".join(named(pdf[intact.octets :])),
            "octets": str(len(pdf) - intact.octets),
            "intact": str(intact.octets),
            "sha256": intact.sha256,
        },
    )
