"""What makes the file archival: metadata, colour profile, associated files.

Source: ISO 19005-3 (PDF/A-3), 6.2.3 (output intent), 6.6 (metadata), 6.8 (embedded files).
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from pikepdf import Array, Dictionary, Name, Pdf, String

from signing.render.paper.icc import srgb_profile
from signing.render.paper.streams import packed, plain
from signing.render.paper.text_string import text_string
from signing.render.paper.xmp import Metadata, metadata_packet


class Associated(msgspec.Struct, frozen=True, kw_only=True):
    """A file inside the file. ``relationship`` is its AFRelationship: ``Source``, ``Data``."""

    name: str
    content: bytes
    relationship: str
    description: str


def write_archive(pdf: Pdf, metadata: Metadata, files: Sequence[Associated]) -> None:
    """Put metadata, output intent, language and the associated ``files`` into ``pdf``."""
    root = pdf.Root
    packet = metadata_packet(metadata)
    root.Metadata = plain(pdf, packet, Type=Name.Metadata, Subtype=Name.XML)
    root.Lang = String(metadata.languages[0])
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.OutputIntents = Array([pdf.make_indirect(_output_intent(pdf))])
    _write_information(pdf, metadata)
    _write_files(pdf, files, pdf_date(metadata.instant))


def pdf_date(instant: str) -> str:
    """Return a UTC RFC 3339 instant as a PDF date (ISO 32000-1, 7.9.4)."""
    digits = "".join(character for character in instant[:19] if character.isdigit())
    return f"D:{digits}Z"


def _output_intent(pdf: Pdf) -> Dictionary:
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB IEC61966-2.1"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=packed(pdf, srgb_profile(), N=3),
    )


def _write_information(pdf: Pdf, metadata: Metadata) -> None:
    date = pdf_date(metadata.instant)
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=text_string(metadata.title),
            Subject=text_string(metadata.subject),
            Author=text_string(metadata.author),
            Creator=text_string(metadata.creator),
            Producer=text_string(metadata.producer),
            CreationDate=String(date),
            ModDate=String(date),
        )
    )


def _write_files(pdf: Pdf, files: Sequence[Associated], date: str) -> None:
    specifications = [
        (file.name, pdf.make_indirect(_specification(pdf, file, date)))
        for file in sorted(files, key=lambda file: file.name)
    ]
    pdf.Root.AF = Array([specification for _, specification in specifications])
    names = [entry for name, found in specifications for entry in (String(name), found)]
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array(names)))


def _specification(pdf: Pdf, file: Associated, date: str) -> Dictionary:
    embedded = packed(
        pdf,
        file.content,
        Type=Name.EmbeddedFile,
        Subtype=Name("/application/json"),
        Params=Dictionary(Size=len(file.content), ModDate=String(date)),
    )
    return Dictionary(
        Type=Name.Filespec,
        F=String(file.name),
        UF=String(file.name),
        Desc=text_string(file.description),
        AFRelationship=Name(f"/{file.relationship}"),
        EF=Dictionary(F=embedded, UF=embedded),
    )
