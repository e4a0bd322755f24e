"""A file as its rules look at it: objects, contents with their marks, structure, metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from io import BytesIO
from xml.etree import ElementTree as ET

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream

SPACES = {
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
}
PAINTS = frozenset({"f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh", "EI", "TJ", "Tj"})


class Instruction:
    """An operator with its operands, and whether it stands in tagged content or an artifact."""

    def __init__(self, operator: str, operands: list[Object], tags: tuple[str, ...]) -> None:
        self.operator, self.operands, self.tags = operator, operands, tags


class Document:
    """An opened file. What its rules need is worked out once."""

    def __init__(self, file: bytes) -> None:
        self.bytes = file
        self.pdf = Pdf.open(BytesIO(file))
        self.root = self.pdf.Root
        self.pages: list[Page] = list(self.pdf.pages)

    @cached_property
    def objects(self) -> list[Object]:
        """Every dictionary and stream, those inside others too."""
        found: list[Object] = []
        for top in self.pdf.objects:
            found += _inside(top)
        return found

    @cached_property
    def streams(self) -> list[Stream]:
        """Every stream."""
        return [one for one in self.pdf.objects if isinstance(one, Stream)]

    def of_type(self, kind: str) -> list[Object]:
        """Return the dictionaries of a /Type."""
        return [one for one in self.objects if one.get("/Type") == Name(f"/{kind}")]

    @cached_property
    def fonts(self) -> list[Object]:
        """The fonts that are shown: composite ones, without their descendants."""
        fonts = self.of_type("Font")
        return [one for one in fonts if not str(one.get("/Subtype", "")).startswith("/CIDFont")]

    @cached_property
    def descendants(self) -> list[Object]:
        """The fonts below the composite ones."""
        fonts = self.of_type("Font")
        return [one for one in fonts if str(one.get("/Subtype", "")).startswith("/CIDFont")]

    @cached_property
    def annotations(self) -> list[tuple[Page, Object]]:
        """Every annotation with its page."""
        return [(page, one) for page in self.pages for one in page.obj.get("/Annots", Array())]

    @cached_property
    def visible(self) -> list[tuple[Page, Object]]:
        """The annotations that are on their page: those outside are let be (14289-1, 7.18.1)."""
        return [(page, one) for page, one in self.annotations if float(one.Rect[2]) >= 0]

    @cached_property
    def xmp(self) -> ET.Element:
        """The metadata."""
        return ET.fromstring(self.root.Metadata.read_bytes())  # noqa: S314 - our own file

    def said(self, path: str) -> str:
        """Return a property of the metadata; empty where there is none."""
        return self.xmp.findtext(f".//{path}", default="", namespaces=SPACES)

    @cached_property
    def contents(self) -> list[tuple[Object, list[Instruction]]]:
        """The instructions of every page and form, with the page or the form."""
        forms = [one for one in self.streams if one.get("/Subtype") == Name.Form]
        pages = [(page.obj, _instructions(page)) for page in self.pages]
        return [*pages, *((form, _instructions(form)) for form in forms)]

    @cached_property
    def elements(self) -> list[Object]:
        """The structure, from its root, in reading order."""
        tree = self.root.get("/StructTreeRoot")
        return [] if tree is None else list(_below(tree))

    def tagged(self, *tags: str) -> list[Object]:
        """Return the elements of these types, in reading order."""
        wanted = {Name(f"/{tag}") for tag in tags}
        return [one for one in self.elements if one.S in wanted]

    @cached_property
    def parents(self) -> dict[int, Object]:
        """The parent tree: what each key leads to."""
        numbers = self.root.StructTreeRoot.ParentTree.Nums
        return {int(numbers[n]): numbers[n + 1] for n in range(0, len(numbers), 2)}

    @cached_property
    def shown(self) -> dict[tuple[int, int], set[int]]:
        """The character codes that are shown with each font, by the font's number."""
        found: dict[tuple[int, int], set[int]] = {}
        for holder, instructions in self.contents:
            fonts = holder.get("/Resources", Dictionary()).get("/Font", Dictionary())
            codes: set[int] = set()
            for one in instructions:
                if one.operator == "Tf":
                    codes = found.setdefault(fonts[str(one.operands[0])].objgen, set())
                elif one.operator in {"TJ", "Tj"}:
                    codes |= set(_codes(one.operands[0]))
        return found


def kids(element: Object) -> list[Object]:
    """Return what is directly in an element."""
    inside = element.get("/K")
    if inside is None:
        return []
    return list(inside) if isinstance(inside, Array) else [inside]


def is_element(node: object) -> bool:
    """Return whether something is a structure element."""
    return isinstance(node, Dictionary) and "/S" in node and "/P" in node


def to_unicode(font: Object) -> dict[int, str]:
    """Return the text of each code that ToUnicode knows."""
    if "/ToUnicode" not in font:
        return {}
    body = font.ToUnicode.read_bytes().decode("ascii")
    pairs = re.findall(r"^<([0-9a-f]{4})> <([0-9a-f]+)>$", body, re.MULTILINE)
    known = ((code, text) for code, text in pairs if (code, text) != ("0000", "ffff"))
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in known}


def _below(node: Object) -> Iterator[Object]:
    for kid in kids(node):
        if is_element(kid):
            yield kid
            yield from _below(kid)


def _inside(node: Object) -> list[Object]:
    found: list[Object] = []
    waiting: list[Object] = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Dictionary | Stream):
            found.append(one)
            values = [value for key, value in one.items() if key != "/Parent"]
        elif isinstance(one, Array):
            values = list(one)
        else:
            continue
        waiting += [
            value
            for value in values
            if isinstance(value, Array | Dictionary) and not value.is_indirect
        ]
    return found


def _instructions(holder: Object | Page) -> list[Instruction]:
    found: list[Instruction] = []
    tags: tuple[str, ...] = ()
    for operands, operator in pikepdf.parse_content_stream(holder):
        name = str(operator)
        if name in {"BDC", "BMC"}:
            tags = (*tags, str(operands[0]))
        found.append(Instruction(name, list(operands), tags))
        if name == "EMC":
            tags = tags[:-1]
    return found


def _codes(shown: Object) -> Iterator[int]:
    parts = list(shown) if isinstance(shown, Array) else [shown]
    for part in parts:
        if isinstance(part, pikepdf.String):
            octets = bytes(part)
            yield from (
                int.from_bytes(octets[at : at + 2], "big") for at in range(0, len(octets), 2)
            )
