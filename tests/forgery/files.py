"""Small files, written octet by octet, that hold nothing but the objects that are given."""

from __future__ import annotations

from collections.abc import Mapping

from signing.verify.pdf.file import HEADER

OBJECTS = {1: b"<< /Type /Catalog >>", 2: b"<< /Title (none) >>"}
KEYS = {"Info": b"2 0 R", "Root": b"1 0 R", "ID": b"[ <aa> <bb> ]"}


def written(objects: Mapping[int, bytes] = OBJECTS, **trailer: bytes) -> bytes:
    """Return a base with ``objects``; ``trailer`` has what is otherwise there, or empty octets."""
    return _ended(HEADER, objects, {"Size": b"%d" % (max(objects) + 1), **trailer})


def updated(pdf: bytes, objects: Mapping[int, bytes], **trailer: bytes) -> bytes:
    """Return ``pdf`` with an update."""
    size = int(pdf.rpartition(b"/Size ")[2].split()[0])
    table = pdf.rpartition(b"startxref\n")[2].split()[0]
    grown = {"Size": b"%d" % max(size, *(number + 1 for number in objects)), "Prev": table}
    return _ended(pdf, objects, {**grown, **trailer})


def _ended(pdf: bytes, objects: Mapping[int, bytes], trailer: Mapping[str, bytes]) -> bytes:
    table = b"xref\n0 1\n0000000000 65535 f \n"
    for number, value in objects.items():
        table += b"%d 1\n%010d 00000 n \n" % (number, len(pdf))
        pdf += b"%d 0 obj\n%s\nendobj\n" % (number, value)
    said = b"".join(
        b"/%s %s\n" % (key.encode(), value) for key, value in {**KEYS, **trailer}.items() if value
    )
    tail = b"trailer\n<<\n%s>>\nstartxref\n%d\n%%%%EOF\n" % (said, len(pdf))
    return pdf + table + tail
