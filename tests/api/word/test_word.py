"""Clauses out to Word and in again: what tracked changes propose, and what is refused."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest
from word_documents import (
    DEAL,
    FRAME,
    PRICE,
    WHO,
    changed,
    cut,
    given_out,
    ins,
    matrix,
    repacked,
    run,
    said,
    within,
)

from api.refusals import ApiError
from api.word.asking import document_in
from api.word.form import MAIN_PART, PROPERTIES_PART, Document, Unread
from api.word.proposing import Proposed, proposed_by
from api.word.reading import read_document
from api.word.writing import document_of

FIRST, SECOND = "The price is CNY 480,000,000.", "It is paid in three parts."
MARK = '<w:p><w:pPr><w:pStyle w:val="Clause"/></w:pPr>'


def marked(name: str) -> str:
    """Return the beginning of a paragraph whose end was put in or taken out."""
    inner = f'<w:rPr><w:{name} w:id="9" {WHO}/></w:rPr>'
    return f'<w:p w:rsidR="00B1"><w:pPr><w:pStyle w:val="Clause"/>{inner}</w:pPr>'


def proposed(document: bytes) -> tuple[Proposed, ...]:
    """Return what a document proposes, read in this process."""
    read = read_document(BytesIO(document))
    assert isinstance(read, Document), read
    return proposed_by(read, matrix())


def body(document: bytes) -> str:
    """Return the English text of the one clause that a document words otherwise."""
    (one,) = proposed(document)
    assert (one.number, one.clause.id, one.languages) == (2, "price", ("en",))
    return one.clause.texts["en"].body


def then_refused(document: bytes, code: str, **facts: object) -> None:
    """The document is refused so, and the refusal says where."""
    with pytest.raises(ApiError) as refused:
        proposed_by(document_in(document), matrix())
    assert refused.value.code == code
    assert {name: refused.value.facts[name] for name in facts} == facts


def test_what_goes_out_and_comes_back_proposes_nothing() -> None:
    assert proposed(given_out()) == ()


def test_the_same_terms_are_the_same_bytes_and_each_change_is_tracked() -> None:
    assert given_out() == document_of(matrix(), FRAME, DEAL)
    with zipfile.ZipFile(BytesIO(given_out())) as archive:
        assert b"<w:trackRevisions/>" in archive.read("word/settings.xml")
        assert b'<w:numFmt w:val="decimal"/>' in archive.read("word/numbering.xml")


def test_a_tracked_change_becomes_the_wording_of_a_counter() -> None:
    pieces = (run("The price is CNY "), cut("480"), ins("46", 3), ins("0", 4), run(",000,000."))
    (one,) = proposed(changed(within(FIRST, *pieces)))
    assert one.clause.texts["en"].body == PRICE.body.replace("480", "460")
    assert one.clause.texts["en"].title == "Price"
    assert one.before.texts["en"] == PRICE
    assert one.previous_sha256 == "price" * 8


def test_a_heading_is_changed_as_the_text_is() -> None:
    (one,) = proposed(changed(within("Price", run("Price"), ins(" and payment"))))
    assert one.clause.texts["en"].title == "Price and payment"


def test_both_languages_of_a_clause_make_one_counter() -> None:
    chinese = within("分三期支付。", run("分"), cut("三"), ins("四"), run("期支付。"))
    english = within(SECOND, run("It is paid in "), cut("three"), ins("four"), run(" parts."))
    (one,) = proposed(changed(english, chinese))
    assert one.languages == ("en", "zh-Hans")
    assert one.clause.texts["zh-Hans"].body.endswith("分四期支付。")


def test_a_paragraph_that_was_put_in_is_one_and_one_taken_out_is_none() -> None:
    split = (
        MARK + run_of(FIRST),
        marked("ins") + plain(run("The price")) + MARK + plain(run(REST)),
    )
    assert body(changed(split)) == f"The price\n{REST}\n{SECOND}"
    gone = (run_of(SECOND), run_of(SECOND).replace(SECOND, "") + cut(SECOND))
    assert body(changed(gone)) == FIRST


REST = " is CNY 480,000,000."


def run_of(text: str) -> str:
    """Return the run that a document that is given out has for an English text."""
    return f'<w:r><w:rPr><w:lang w:val="en"/></w:rPr>{said(text)}'


def plain(runs: str) -> str:
    """Return runs, and the end of their paragraph where another follows."""
    return runs + ("</w:p>" if "The price<" in runs else "")


def test_paragraphs_that_were_joined_are_one() -> None:
    joined = (MARK + run_of(FIRST), marked("del") + run_of(FIRST))
    assert body(changed(joined)) == FIRST + SECOND


def test_what_was_put_in_and_taken_out_again_is_in_neither() -> None:
    both = f'<w:ins w:id="5" {WHO}>{cut("about ")}</w:ins>'
    assert proposed(changed(within(SECOND, both, run(SECOND)))) == ()


def test_formatting_comments_and_bookmarks_say_nothing() -> None:
    silent = (
        '<w:bookmarkStart w:id="7" w:name="x"/><w:commentRangeStart w:id="8"/><w:proofErr/>'
        f'<w:r><w:rPr><w:b/><w:rPrChange w:id="6" {WHO}><w:rPr/></w:rPrChange></w:rPr>'
        "<w:lastRenderedPageBreak/><w:t>It is paid</w:t></w:r>"
        '<w:commentRangeEnd w:id="8"/><w:r><w:commentReference w:id="8"/></w:r>'
    )
    assert proposed(changed(within(SECOND, silent, run(" in three parts.")))) == ()


def test_a_change_that_was_not_tracked_is_refused_with_where_it_stands() -> None:
    then_refused(changed((said(SECOND), said("It is never paid."))), "word_untracked", number=2)
    chinese = changed((said("年产 1,200 公里海缆。"), said("年产 1,300 公里海缆。")))
    then_refused(chinese, "word_untracked", number=1, language="zh-Hans")


def test_text_outside_of_every_clause_is_refused() -> None:
    outside = ("<w:sectPr>", f"<w:p>{ins('A sixth clause.')}</w:p><w:sectPr>")
    then_refused(changed(outside), "word_outside", number=2, text="A sixth clause.")
    title = within("Cable plant", run("Cable plant"), ins(" II"))
    then_refused(changed(title), "word_outside", number=0)


def test_a_clause_that_is_gone_is_refused() -> None:
    with zipfile.ZipFile(BytesIO(given_out())) as archive:
        main = archive.read(MAIN_PART).decode()
    controls = re.findall(r"<w:sdt>.*?</w:sdt>", main)
    gone = [(one, "") for one in controls if 'w:val="clause.1.' in one]
    assert len(gone) == 2
    then_refused(changed(*gone), "word_clause_missing", number=1)


def test_moved_text_is_refused() -> None:
    moved = f'<w:moveFrom w:id="4" {WHO}>{run(SECOND)}</w:moveFrom>'
    then_refused(changed(within(SECOND, moved)), "word_moved", text=SECOND)


@pytest.mark.parametrize("element", ["tab", "br", "drawing", "fldChar", "footnoteReference", "sym"])
def test_what_no_clause_can_have_is_refused(element: str) -> None:
    strange = within(SECOND, run(SECOND), f"<w:r><w:{element}/></w:r>")
    then_refused(changed(strange), "word_content", element=element, text=SECOND)


def test_a_clause_that_has_moved_on_is_refused_only_where_it_is_changed() -> None:
    newer = matrix(price="f" * 64)
    untouched = read_document(BytesIO(given_out()))
    touched = read_document(BytesIO(changed(within(SECOND, run(SECOND), ins(" Soon.")))))
    assert isinstance(untouched, Document)
    assert isinstance(touched, Document)
    assert proposed_by(untouched, newer) == ()
    with pytest.raises(ApiError, match="word_overtaken"):
        proposed_by(touched, newer)


def test_a_clause_is_not_left_without_a_text() -> None:
    emptied = changed(within(FIRST, cut(FIRST)), within(SECOND, cut(SECOND)))
    then_refused(emptied, "word_emptied", number=2, language="en")


def test_a_document_of_another_instrument_is_refused() -> None:
    other = repacked(given_out(), ("instrument-1", "instrument-2"), part=PROPERTIES_PART)
    then_refused(other, "word_of_another")


BOMB = '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
HOSTILE = {
    "no archive": lambda: b"%PDF-1.7",
    "an empty archive": lambda: b"PK\x05\x06" + bytes(18),
    "no document": lambda: packed({"word/other.xml": "<x/>"}),
    "no xml": lambda: packed({MAIN_PART: "<w:document"}),
    "a document type": lambda: packed({MAIN_PART: BOMB + "<b>&b;</b>"}),
    "depth": lambda: packed({MAIN_PART: "<a>" * 5000 + "</a>" * 5000}),
    "a bomb": lambda: packed({MAIN_PART: "<a>" + " " * (25 * 1024 * 1024) + "</a>"}),
    "parts": lambda: packed({f"p{n}": "" for n in range(2001)} | {MAIN_PART: "<a/>"}),
    "no body": lambda: packed({MAIN_PART: "<a/>"}),
}


def packed(parts: dict[str, str]) -> bytes:
    """Return an archive of parts."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused_and_nothing_else_happens(kind: str) -> None:
    read = read_document(BytesIO(HOSTILE[kind]()))
    assert isinstance(read, Unread)
    assert read.code == "word_unread"


def test_it_is_read_in_a_process_apart() -> None:
    assert document_in(given_out()) == read_document(BytesIO(given_out()))
    then_refused(b"PK\x03\x04", "word_unread")
