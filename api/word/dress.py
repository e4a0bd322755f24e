"""What a document of Word is dressed in: its package, its styles, its numbering."""

from __future__ import annotations

from typing import Final

from api.word.form import MAIN_PART, PROPERTIES_PART, W

XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
PAGE: Final = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1418"'
    ' w:bottom="1418" w:left="1418" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
)
"""A page of A4, in twentieths of a point."""
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPES: Final = "application/vnd.openxmlformats-officedocument"
_RELATIONSHIPS: Final = "application/vnd.openxmlformats-package.relationships+xml"

CONTENT_TYPES: Final = (
    f'{XML}<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="{_RELATIONSHIPS}"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/{part}" ContentType="{_TYPES}.{kind}+xml"/>'
        for part, kind in (
            (MAIN_PART, "wordprocessingml.document.main"),
            ("word/styles.xml", "wordprocessingml.styles"),
            ("word/numbering.xml", "wordprocessingml.numbering"),
            ("word/settings.xml", "wordprocessingml.settings"),
            (PROPERTIES_PART, "custom-properties"),
        )
    )
    + "</Types>"
)


def _related(*relations: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/relationships/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(relations, 1)
    )
    return f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


RELATIONS: Final = _related(("officeDocument", MAIN_PART), ("custom-properties", PROPERTIES_PART))
DOCUMENT_RELATIONS: Final = _related(
    ("styles", "styles.xml"), ("numbering", "numbering.xml"), ("settings", "settings.xml")
)
SETTINGS: Final = (
    f'{XML}<w:settings xmlns:w="{W}"><w:trackRevisions/>'
    '<w:documentProtection w:edit="trackedChanges" w:enforcement="1"/></w:settings>'
)
NUMBERING: Final = (
    f'{XML}<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">'
    '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:pStyle w:val="Heading1"/><w:lvlText w:val="%1."/>'
    '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def _style(name: str, paragraph: str, run: str, called: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{called}"/>'
        f'<w:basedOn w:val="Normal"/><w:next w:val="Clause"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


STYLES: Final = (
    f'{XML}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Microsoft YaHei" w:cs="Arial"/>'
    '<w:sz w:val="22"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
    '<w:spacing w:after="120" w:line="288" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="Normal"/></w:style>'
    + _style("Title", '<w:spacing w:after="240"/>', '<w:b/><w:sz w:val="36"/>', "Title")
    + _style(
        "Heading1",
        '<w:keepNext/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        '<w:spacing w:before="320" w:after="80"/><w:ind w:left="567" w:hanging="567"/>'
        '<w:outlineLvl w:val="0"/>',
        '<w:b/><w:sz w:val="26"/>',
        "heading 1",
    )
    + _style(
        "Heading2",
        '<w:keepNext/><w:spacing w:before="160" w:after="80"/><w:ind w:left="567"/>',
        '<w:b/><w:sz w:val="24"/>',
        "heading 2",
    )
    + _style("Clause", '<w:ind w:left="567"/>', "", "Clause")
    + "</w:styles>"
)
