"""The kinds of files that can be an annex, known by what is in them and never by their name."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final


class AnnexKind(Enum):
    """What a file is."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    TEXT = "text"


_OFFICE: Final = "application/vnd.openxmlformats-officedocument"

MEDIA: Final[Mapping[AnnexKind, str]] = MappingProxyType(
    {
        AnnexKind.PDF: "application/pdf",
        AnnexKind.PNG: "image/png",
        AnnexKind.JPEG: "image/jpeg",
        AnnexKind.DOCX: f"{_OFFICE}.wordprocessingml.document",
        AnnexKind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
        AnnexKind.CSV: "text/csv; charset=utf-8",
        AnnexKind.TEXT: "text/plain; charset=utf-8",
    }
)
"""As what a kind is sent."""

ENDINGS: Final[Mapping[AnnexKind, str]] = MappingProxyType(
    {
        AnnexKind.PDF: ".pdf",
        AnnexKind.PNG: ".png",
        AnnexKind.JPEG: ".jpg",
        AnnexKind.DOCX: ".docx",
        AnnexKind.XLSX: ".xlsx",
        AnnexKind.CSV: ".csv",
        AnnexKind.TEXT: ".txt",
    }
)
"""What a name of the kind ends in, so that nothing opens it as something else."""
