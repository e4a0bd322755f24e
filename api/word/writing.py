"""The clauses of an instrument as a document of Word, in which every change is tracked.

The same terms are the same bytes. The document asks Word to track from the first key on, and to let
nobody switch that off; whoever gets round it is found out when the document comes in again.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from html import escape
from io import BytesIO
from typing import Final

from aggregates.vocabulary import ClauseText, Frame, Wording
from api.deals.matrix import MatrixNow, Row
from api.word.dress import (
    CONTENT_TYPES,
    DOCUMENT_RELATIONS,
    NUMBERING,
    OFFICE,
    PAGE,
    RELATIONS,
    SETTINGS,
    STYLES,
    XML,
)
from api.word.form import FORMAT, FRAME_TAG, MAIN_PART, PROPERTIES_PART, W, tag_of

_DATE: Final = (1980, 1, 1, 0, 0, 0)
"""When every part says that it was made: a document tells no clock."""
_STRING_FORMAT: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The set of properties that people may give a document ([MS-OLEPS] section 2.18.3)."""


def document_of(matrix: MatrixNow, frame: Frame, deal: str) -> bytes:
    """Return an instrument's clauses, in each language that binds, as a ``.docx`` file."""
    rows = [row for row in matrix.rows if row.clause is not None]
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELATIONS,
        "word/_rels/document.xml.rels": DOCUMENT_RELATIONS,
        MAIN_PART: _body(frame, rows),
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        "word/settings.xml": SETTINGS,
        PROPERTIES_PART: _properties(_said(matrix, rows, deal)),
    }
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _DATE), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _said(matrix: MatrixNow, rows: list[Row], deal: str) -> Mapping[str, str]:
    """Return what the document says of itself: of which instrument, and of which clauses."""
    said = {"format": FORMAT, "deal": deal, "instrument": matrix.instrument}
    for number, row in enumerate(rows, 1):
        said |= {f"clause.{number}": row.row, f"digest.{number}": row.sha256}
    return said


def _body(frame: Frame, rows: list[Row]) -> str:
    inner = "".join(
        [_control(FRAME_TAG, "sdtContentLocked", _titles(frame)), *_clauses(frame, rows)]
    )
    return f'{XML}<w:document xmlns:w="{W}"><w:body>{inner}{PAGE}</w:body></w:document>'


def _titles(frame: Frame) -> str:
    title = frame.values.get("title")
    texts = title.texts if isinstance(title, Wording) else {}
    named = [tag for tag in frame.authentic_languages if tag in texts]
    return "".join(_paragraph("Title", texts[tag], tag) for tag in named)


def _clauses(frame: Frame, rows: list[Row]) -> Iterator[str]:
    for number, row in enumerate(rows, 1):
        texts = row.clause.texts if row.clause else {}
        for place, language in enumerate(frame.authentic_languages):
            style = "Heading1" if place == 0 else "Heading2"
            if language in texts:
                content = _text(texts[language], style, language)
                yield _control(tag_of(number, language), "sdtLocked", content)


def _text(text: ClauseText, style: str, language: str) -> str:
    lines = text.body.split("\n")
    heading = _paragraph(style, text.title, language)
    return heading + "".join(_paragraph("Clause", line, language) for line in lines)


def _control(tag: str, lock: str, content: str) -> str:
    """Return a content control that can be written in, and not be taken out."""
    named = f'<w:tag w:val="{escape(tag)}"/><w:lock w:val="{lock}"/>'
    return f"<w:sdt><w:sdtPr>{named}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def _paragraph(style: str, text: str, language: str) -> str:
    far = "eastAsia" if language.startswith(("zh", "ja", "ko")) else "val"
    run = f'<w:rPr><w:lang w:{far}="{escape(language)}"/></w:rPr>'
    said = f'<w:r>{run}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{said if text else ""}</w:p>'


def _properties(said: Mapping[str, str]) -> str:
    listed = "".join(
        f'<property fmtid="{_STRING_FORMAT}" pid="{pid}" name="{escape(name)}">'
        f"<vt:lpwstr>{escape(value, quote=False)}</vt:lpwstr></property>"
        for pid, (name, value) in enumerate(said.items(), 2)
    )
    spaces = f'xmlns="{OFFICE}/custom-properties" xmlns:vt="{OFFICE}/docPropsVTypes"'
    return f"{XML}<Properties {spaces}>{listed}</Properties>"
