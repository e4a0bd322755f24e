"""PDFs of others: taken if they only show something."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from signing.errors import SignatureError
from signing.foreign import require_inert


def written(pdf: Pdf, **how: Any) -> BytesIO:
    file = BytesIO()
    pdf.save(file, **how)
    return file


def a_page() -> Pdf:
    pdf = Pdf.new()
    pdf.add_blank_page()
    return pdf


def refusal(file: BytesIO, **how: int) -> SignatureError:
    with pytest.raises(SignatureError) as refused:
        require_inert(file, **how)
    return refused.value


def test_a_page_with_a_link_is_taken() -> None:
    pdf = a_page()
    link = Dictionary(S=Name.URI, URI=String("https://example.org"))
    pdf.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, A=link)])
    require_inert(written(pdf))


ACTING: dict[str, Callable[[], Any]] = {
    "JavaScript": lambda: Dictionary(S=Name.JavaScript),
    "Launch": lambda: Dictionary(S=Name.Launch, F=String("calc.exe")),
    "SubmitForm": lambda: Dictionary(S=Name.SubmitForm),
    "JS": lambda: Dictionary(JS=String("app.alert(1)")),
    "XFA": lambda: Dictionary(XFA=Array([])),
    "RichMedia": lambda: Array([3, Array([Dictionary(Subtype=Name.RichMedia)])]),
}


@pytest.mark.parametrize("what", ACTING)
@pytest.mark.parametrize("streams", list(pikepdf.ObjectStreamMode))
def test_what_acts_is_refused_wherever_it_hides(
    what: str, streams: pikepdf.ObjectStreamMode
) -> None:
    for indirect in (True, False):
        pdf = a_page()
        hidden = pdf.make_indirect(ACTING[what]()) if indirect else ACTING[what]()
        pdf.Root.PieceInfo = Dictionary(Deep=Array([1, Dictionary(Hidden=hidden)]))
        refused = refusal(written(pdf, object_stream_mode=streams))
        assert (refused.code, refused.facts) == ("foreign_acts", {"what": what})


def carrying(name: str, content: bytes, *, deflated: bool = False, **how: Any) -> BytesIO:
    pdf = a_page()
    if deflated:
        content, how = zlib.compress(content), {"Filter": Name.FlateDecode, **how}
    stream = pdf.make_stream(content, **how)
    pdf.Root.AF = Array([Dictionary(Type=Name.Filespec, F=String(name), EF=Dictionary(F=stream))])
    return written(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


@pytest.mark.parametrize("deflated", [True, False])
@pytest.mark.parametrize("content", [b'{"terms": 1}', b"%PDF-1.7\0", b"\xff\xd8\xff\0"])
def test_a_text_a_picture_or_a_pdf_may_be_in_it(content: bytes, *, deflated: bool) -> None:
    require_inert(carrying("agreement.json", content, deflated=deflated))


@pytest.mark.parametrize(
    "file",
    [
        carrying("agreement.exe", b"text"),
        carrying("agreement.json", b"MZ\x90\0"),
        carrying("agreement.json", b"MZ\x90\0" + bytes(9_000_000), deflated=True),
        carrying("agreement.txt", b"#!/bin/sh"),
        carrying("agreement.txt", b"not deflated", Filter=Name.FlateDecode),
        carrying("agreement.txt", b"text", Filter=Name.LZWDecode),
        carrying("agreement.txt", b"x", deflated=True, DecodeParms=Dictionary(Predictor=12)),
    ],
)
def test_a_program_in_it_is_refused(file: BytesIO) -> None:
    assert refusal(file).code == "foreign_embeds"


def test_a_file_without_a_name_or_a_content_is_refused() -> None:
    for specification in (
        Dictionary(EF=Dictionary(F=Dictionary())),
        Dictionary(F=String("a.txt"), EF=Dictionary(F=Dictionary())),
    ):
        pdf = a_page()
        pdf.Root.AF = Array([specification])
        assert refusal(written(pdf)).code == "foreign_embeds"


def test_what_nobody_can_look_into_is_refused() -> None:
    locked = written(a_page(), encryption=pikepdf.Encryption(owner="o", user="u"))
    assert refusal(locked).code == "foreign_encrypted"
    whole = written(a_page()).getvalue()
    for damaged in (
        whole[:200],
        b"%PDF-1.7 and nothing",
        whole.replace(b"startxref", b"startxxxx"),
    ):
        assert refusal(BytesIO(damaged)).code == "foreign_unreadable"
    assert refusal(written(a_page()), objects_max=1).facts == {"reason": "its number of objects"}
