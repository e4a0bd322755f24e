"""Reading a PDF back: its structure and, through it, its text, as a screen reader would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Name, Object, Page, Pdf

CODE = re.compile(r"<([0-9a-f]{4})> <([0-9a-f]+)>")


class Reading:
    """An opened PDF and the text of each piece of marked content of its pages.

    ``decoration`` is the text of each page that is no content: its head and its foot.
    """

    def __init__(self, file: bytes) -> None:
        self.pdf = Pdf.open(BytesIO(file))
        self.pages: list[Page] = list(self.pdf.pages)
        found = [_marked(page) for page in self.pages]
        self.decoration = [texts.pop(-1, "") for texts in found]
        self.texts = {
            (number, mark): text
            for number, texts in enumerate(found)
            for mark, text in texts.items()
        }
        self._numbers = {page.obj.objgen: number for number, page in enumerate(self.pages)}

    @property
    def tree(self) -> Object:
        """The element at the root of the structure."""
        return self.pdf.Root.StructTreeRoot.K

    def elements(self, tag: str, within: Object | None = None) -> list[Object]:
        """Return the elements called ``tag`` below one of them, in reading order."""
        return [node for node in self.walk(within or self.tree) if Name(f"/{tag}") == node.S]

    def text(self, element: Object) -> str:
        """Return what stands in an element."""
        return "".join(self._texts(element))

    def heard(self, element: Object) -> str:
        """Return what is read out of an element: its ActualText in place of its content."""
        said = element.get("/ActualText")
        if said is not None:
            return str(said)
        kids = [self.heard(k) if k.Type == Name.StructElem else self._mark(k) for k in element.K]
        return "".join(kids)

    def attached(self, name: str) -> bytes:
        """Return the content of an associated file."""
        found = {str(file.UF): file for file in self.pdf.Root.AF}
        return bytes(found[name].EF.F.read_bytes())

    def fields(self) -> dict[str, Object]:
        """Return the form's fields by name."""
        if "/AcroForm" not in self.pdf.Root:
            return {}
        return {str(field.T): field for field in self.pdf.Root.AcroForm.Fields}

    def fonts(self) -> dict[str, Object]:
        """Return the fonts of all pages."""
        return {name: font for page in self.pages for name, font in page.obj.Resources.Font.items()}

    def walk(self, node: Object) -> Iterator[Object]:
        """Yield every element below ``node``, in reading order."""
        for kid in node.K:
            if kid.get("/Type") == Name.StructElem:
                yield kid
                yield from self.walk(kid)

    def _mark(self, kid: Object) -> str:
        if kid.Type != Name.MCR:
            return ""
        return self.texts[self._numbers[kid.Pg.objgen], int(kid.MCID)]

    def _texts(self, node: Object) -> Iterator[str]:
        for kid in node.K:
            if kid.Type == Name.MCR:
                yield self._mark(kid)
            elif kid.Type == Name.StructElem:
                yield from self._texts(kid)


def _marked(page: Page) -> dict[int, str]:
    fonts = {name: to_unicode(font) for name, font in page.obj.Resources.Font.items()}
    found: dict[int, str] = {}
    codes: dict[int, str] = {}
    mark = -1
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "BDC":
            mark = int(operands[1].MCID)
            found[mark] = ""
        elif str(operator) in {"EMC", "BMC"}:
            mark = -1
        elif str(operator) == "Tf":
            codes = fonts[str(operands[0])]
        elif str(operator) == "TJ":
            found[mark] = found.get(mark, "") + _shown(operands[0], codes)
    return found


def _shown(array: Object, codes: dict[int, str]) -> str:
    strings = [bytes(item) for item in array if isinstance(item, pikepdf.String)]
    return "".join(
        codes[int.from_bytes(text[start : start + 2], "big")]
        for text in strings
        for start in range(0, len(text), 2)
    )


def to_unicode(font: Object) -> dict[int, str]:
    """Return the character of each code of a font."""
    _range, *pairs = CODE.findall(font.ToUnicode.read_bytes().decode("ascii"))
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
