"""Reading a deal file as a whole: the deal, or all that is wrong with it."""

from __future__ import annotations

from typing import Final

import msgspec
from msgspec import inspect

from api.dealfile.checks.report import Report
from api.dealfile.checks.whole import check
from api.dealfile.compose import compose
from api.dealfile.document import DealFile
from api.dealfile.faults import Faults, TooManyFaultsError
from api.dealfile.nodes import Node
from api.dealfile.reader import WRONG, Reader

_SHAPE: Final = inspect.type_info(DealFile)


def parse_deal_file(data: bytes) -> DealFile:
    """Return the deal that ``data`` describes, a UTF-8 YAML document.

    Annexes in files of their own are not looked at; see `annexes.contents`.

    Raises:
        DealFileError: with every fault that could be found.
    """
    faults = Faults()
    root: Node | None = None
    deal: DealFile | None = None
    try:
        root = compose(data, faults)
        if root is not None:
            deal = _read(root, faults)
    except TooManyFaultsError:
        pass
    if deal is None or faults.findings:
        raise faults.error(root)
    return deal


def _read(root: Node, faults: Faults) -> DealFile | None:
    reader = Reader(root, faults)
    values = reader.read(root, _SHAPE, ())
    if values is WRONG:
        return None
    deal = msgspec.convert(values, DealFile)
    check(deal, Report(root, reader.kept, faults))
    return deal
