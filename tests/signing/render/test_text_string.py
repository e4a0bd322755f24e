"""Texts of a document are spelled so that every reader, and our own grammar, reads them alike."""

from __future__ import annotations

from io import BytesIO

import pytest
from pikepdf import Dictionary, Pdf

from signing.render.paper.text_string import text_string

TEXTS = ["Linghai", "Costaclara Desalación S.L.", "Żuraw", "凌海", "𠮷"]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_read_as_it_was_written(text: str) -> None:
    assert str(text_string(text)) == text


@pytest.mark.parametrize("text", TEXTS)
def test_a_file_has_no_octet_of_it_that_is_no_ascii(text: str) -> None:
    pdf, file = Pdf.new(), BytesIO()
    pdf.Root.Said = Dictionary(Author=text_string(text))
    pdf.save(file, compress_streams=False)
    _, _, body = file.getvalue().partition(b"\n%")  # the comment of the header is not
    _, _, objects = body.partition(b"\n")
    assert objects.isascii()
