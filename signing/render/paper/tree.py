"""The structure tree as objects of the file, with the way back from content to structure.

Source: ISO 32000-1, 14.7.2 (structure hierarchy), 14.7.4 (content items and the parent tree).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import assert_never

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

from signing.render.paper.structure import Element, FieldReference, MarkedContent
from signing.render.paper.text_string import text_string


def write_tree(
    pdf: Pdf,
    root: Element,
    contents: Sequence[Sequence[Element]],
    widgets: Mapping[str, Dictionary],
) -> None:
    """Put the tree below ``root`` into ``pdf``, and mark the file as tagged.

    ``contents`` lists, for each page, the element of each marked content; ``widgets`` are the
    signature fields by name. Their keys in the parent tree follow those of the pages.
    """
    writer = _Writer(pdf, widgets)
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    tree.K = writer.written(root, tree)
    for key, (page, elements) in enumerate(zip(pdf.pages, contents, strict=True)):
        page.obj.StructParents = key
        page.obj.Tabs = Name.S
        writer.note(key, pdf.make_indirect(Array([writer.objects[id(e)] for e in elements])))
    for key, name in enumerate(widgets, len(contents)):
        widgets[name].StructParent = key
        writer.note(key, writer.forms[name])
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(writer.parents)))
    tree.ParentTreeNextKey = len(contents) + len(widgets)
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)


class _Writer:
    """Elements becoming objects, each of which knows its parent."""

    def __init__(self, pdf: Pdf, widgets: Mapping[str, Dictionary]) -> None:
        self.pdf = pdf
        self.pages: list[Page] = list(pdf.pages)
        self.widgets = widgets
        self.objects: dict[int, Object] = {}
        self.forms: dict[str, Object] = {}
        self.parents: list[Object | int] = []

    def note(self, key: int, elements: Object) -> None:
        self.parents += [key, elements]

    def written(self, element: Element, parent: Object) -> Object:
        """Return ``element`` and all below it as an indirect object."""
        node = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{element.tag}"), P=parent)
        )
        self.objects[id(element)] = node
        _describe(node, element)
        node.K = Array([self._kid(kid, node) for kid in element.kids])
        return node

    def _kid(self, kid: Element | MarkedContent | FieldReference, node: Object) -> Object:
        match kid:
            case Element():
                return self.written(kid, node)
            case MarkedContent():
                return Dictionary(Type=Name.MCR, Pg=self.pages[kid.page].obj, MCID=kid.number)
            case FieldReference():
                widget = self.widgets[kid.field]
                self.forms[kid.field] = node
                return Dictionary(Type=Name.OBJR, Obj=widget, Pg=widget.P)
            case _:
                assert_never(kid)


def _describe(node: Object, element: Element) -> None:
    if element.language:
        node.Lang = text_string(element.language)
    if element.alt:
        node.Alt = text_string(element.alt)
    if element.actual:
        node.ActualText = text_string(element.actual)
    if element.scope:
        node.A = Dictionary(O=Name.Table, Scope=Name(f"/{element.scope}"))
    if element.numbering:
        node.A = Dictionary(O=Name.List, ListNumbering=Name(f"/{element.numbering}"))
    if element.box:
        node.A = Dictionary(O=Name.Layout, BBox=Array([*element.box]), Placement=Name.Block)
