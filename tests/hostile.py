"""Files as strangers hand them in: whole ones, and ones that mean harm, made byte by byte."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from struct import pack
from zlib import compress, crc32

_MAIN = {
    "docx": ("word/document.xml", "wordprocessingml.document.main"),
    "xlsx": ("xl/workbook.xml", "spreadsheetml.sheet.main"),
}
_OFFICE = "application/vnd.openxmlformats-officedocument"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OF_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

PNG = b"\x89PNG\r\n\x1a\n"


def chunk(name: bytes, content: bytes = b"") -> bytes:
    """Return a chunk of a PNG."""
    return pack("!I", len(content)) + name + content + pack("!I", crc32(name + content))


def png(width: int = 2, height: int = 1, *more: bytes, data: bytes = b"\0\xff\xff") -> bytes:
    """Return a grey picture, with more chunks before its last."""
    head = chunk(b"IHDR", pack("!IIBBBBB", width, height, 8, 0, 0, 0, 0))
    body = chunk(b"IDAT", compress(data)) if data else b""
    return PNG + head + body + b"".join(more) + chunk(b"IEND")


def segment(kind: int, content: bytes) -> bytes:
    """Return a segment of a JPEG."""
    return pack("!BBH", 0xFF, kind, len(content) + 2) + content


def jpeg(
    width: int = 1, height: int = 1, *more: bytes, scan: bytes = b"\x12\xff\x00\x34\xff\xd0\x56"
) -> bytes:
    """Return what has the marks of a picture, with more segments behind its first."""
    frame = segment(0xC0, pack("!BHHB", 8, height, width, 1) + b"\x01\x11\0")
    begin = segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0") + b"".join(more)
    scanned = segment(0xDA, b"\x01\x01\0\0\x3f\0") + scan if scan else b""
    return b"\xff\xd8" + begin + frame + scanned + b"\xff\xd9"


def types(kind: str, extra: str = "", suffix: str = "+xml") -> bytes:
    """Return the part that says what the others are."""
    part, main = _MAIN[kind]
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="{_TYPES}">'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{part}" ContentType="{_OFFICE}.{main}{suffix}"/>{extra}</Types>'
    ).encode()


def relation(kind: str, target: str, mode: str = "External") -> bytes:
    """Return relationships of which one leads to a target; ``mode`` as it is written."""
    return (
        f'<Relationships xmlns="{_RELS}"><Relationship Id="rId1" Type="{_OF_OFFICE}/{kind}"'
        f' Target="{target}" TargetMode="{mode}"/></Relationships>'
    ).encode()


def document(*runs: str) -> bytes:
    """Return the main part of a document, with these runs."""
    inner = "".join(f"<w:r>{run}</w:r>" for run in runs)
    text = f'<w:document xmlns:w="{_W}"><w:body><w:p>{inner}</w:p></w:body></w:document>'
    return text.encode()


def field(*parts: str) -> list[str]:
    """Return the runs of a field whose instruction is spread over several."""
    spread = [f"<w:instrText>{part}</w:instrText>" for part in parts]
    return [turn("begin"), *spread, turn("separate"), "<w:t>1</w:t>", turn("end")]


def turn(kind: str) -> str:
    """Return a run that begins, separates or ends a field."""
    return f'<w:fldChar w:fldCharType="{kind}"/>'


def sheet(formula: str) -> bytes:
    """Return a sheet with one formula, as it is written."""
    return f'<worksheet><c r="A1"><f>{formula}</f><v>1</v></c></worksheet>'.encode()


def packed(members: Mapping[str, bytes], *, deflated: bool = True) -> bytes:
    """Return an archive."""
    file = BytesIO()
    how = zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED
    with zipfile.ZipFile(file, "w", how) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def office(kind: str = "xlsx", **changes: bytes) -> bytes:
    """Return a document or sheet, with parts changed or added: ``xl__a_dot_xml`` is xl/a.xml."""
    parts = {
        "[Content_Types].xml": types(kind),
        "_rels/.rels": relation("officeDocument", _MAIN[kind][0], "Internal"),
        _MAIN[kind][0]: document("<w:t>Hello</w:t>") if kind == "docx" else sheet("SUM(1,2)"),
    }
    named = {key.replace("__", "/").replace("_dot_", "."): part for key, part in changes.items()}
    parts["[Content_Types].xml"] = named.pop("types", parts["[Content_Types].xml"])
    return packed({**parts, **named})


def overlapping(size: int = 4096) -> bytes:
    """Return a sheet of which two members of the directory are the same bytes."""
    content = bytearray(office("xlsx", xl__a_dot_bi1=b"x" * size, xl__b_dot_bi1=b"x" * size))
    first, second = (content.index(b"PK\x03\x04", content.index(name) - 31) for name in
                     (b"xl/a.bi1", b"xl/b.bi1"))  # fmt: skip
    entry = content.rindex(b"xl/b.bi1") - 46
    assert content[entry + 42 : entry + 46] == pack("<I", second)
    content[entry + 42 : entry + 46] = pack("<I", first)
    return bytes(content)


def pdf(pieces: int = 0, kids: str = "[3 0 R]") -> bytes:
    """Return a PDF of one empty page, with so many more objects."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids {kids}/Count 1>>".encode(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        *([b"[<</A<</B[1 2]>>>>]"] * pieces),
    ]
    file, places = bytearray(b"%PDF-1.7\n"), list[int]()
    for number, one in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count, at = len(objects) + 1, len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, table)
    file += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, at)
    return bytes(file)


def objects(count: int = 400, swollen: int = 60 * 1024**2) -> bytes:
    """Return a PDF, well formed, of empty arrays and a swollen stream: work for who reads it."""
    stream = compress((b"signing.jso" * (swollen // 11 + 1))[:swollen], 9)
    packed = b"<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(stream), stream)
    body, offsets = bytearray(b"%PDF-1.7\n%\xbf\xf7\xa2\xfe\n"), list[int]()
    for number, value in enumerate([packed, *[b"[" + b"[]" * 2500 + b"]"] * count], start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, value)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (count + 2)
    table += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer<</Root 1 0 R/Info 2 0 R/ID[<00><00>]/Size %d>>" % (count + 2)
    return bytes(body) + table + trailer + b"\nstartxref\n%d\n%%%%EOF\n" % len(body)
