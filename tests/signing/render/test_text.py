"""What is printed is what was agreed: read back through the structure, word for word."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

import msgspec
import pytest
from paper.outside import outside
from paper.reading import Reading
from paper.samples import (
    ALL,
    AMENDMENT,
    CHINESE_LETTER,
    FRAMEWORK,
    JOINT_VENTURE,
    LETTER_OF_INTENT,
    clause,
    full_sheet,
    sheet_for,
    upon,
    with_clauses,
)
from pikepdf import Name, Object

from aggregates.consolidated import amended, consolidated_sha256, unamended
from aggregates.terms import Terms
from aggregates.vocabulary import Kind, Quantity, Wording
from signing.render import current_manifest, render

every_sample = pytest.mark.parametrize("name", ALL)


@cache
def pdf(name: str) -> bytes:
    return render(ALL[name], full_sheet(ALL[name]), current_manifest(), upon(ALL[name]))


@cache
def reading(name: str) -> Reading:
    return Reading(pdf(name))


def rendered(terms: Terms) -> Reading:
    return Reading(render(terms, sheet_for(terms), current_manifest()))


def plain(text: str) -> str:
    """Return ``text`` without blanks, which lines may gain or lose at their ends."""
    return re.sub(r"\s", "", text)


def parts_by_language(file: Reading, language: str, heading: str = "H2") -> list[Object]:
    """Return the division of each clause in one language; with H3, of the last page too."""
    divisions = file.elements("Div")
    return [
        d for d in divisions if str(d.get("/Lang", "")) == language and file.elements(heading, d)
    ]


@every_sample
def test_every_clause_is_printed_word_for_word_in_each_language(name: str) -> None:
    file, terms = reading(name), ALL[name]
    # the clauses of an amendment stand below a heading, and those of the text after follow them
    level = "H3" if terms.kind is Kind.AMENDMENT else "H2"
    for language in terms.languages:
        divisions = parts_by_language(file, language, level)
        assert len(divisions) == len(terms.clauses) or level == "H3"
        for division, agreed in zip(divisions, terms.clauses, strict=level == "H2"):
            text = plain(file.text(division))
            said = agreed.texts[language]
            assert plain(said.title) in text
            assert plain(said.body) in text


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_an_amendment_shows_the_whole_text_as_it_leaves_it(language: str) -> None:
    file, after = reading("amendment"), amended(unamended(JOINT_VENTURE), AMENDMENT)
    own = len(AMENDMENT.clauses)
    divisions = parts_by_language(file, language, "H3")[own : own + len(after.clauses)]
    for division, clause_after in zip(divisions, after.clauses, strict=True):
        said = clause_after.texts[language]
        assert plain(said.title + said.body) in plain(file.text(division))
    whole = file.text(file.tree)
    assert consolidated_sha256(after) in whole
    assert consolidated_sha256(unamended(JOINT_VENTURE)) in whole


def test_an_amendment_says_of_each_clause_what_becomes_of_it() -> None:
    file = reading("amendment")
    whole = file.text(file.tree)
    for said in ("Clause 3 is replaced", "Clause 12 is deleted", "Clause 15 is added"):
        assert whole.count(said) == 1
    for said in ("Replaced by", "Added by", "Clause 12: deleted by"):
        assert whole.count(f"{said} this amendment") == 1
    assert "第十二条：经本修订协议删除" in whole


def test_clauses_keep_their_numbers_when_one_before_them_is_deleted() -> None:
    headings = [reading("amendment").text(one) for one in reading("amendment").elements("H3")]
    assert "13. Governing law and arbitration" in headings
    assert "第十三条　适用法律与仲裁" in headings


def test_a_termination_names_the_agreement_that_it_ends_and_its_text() -> None:
    file = reading("termination")
    ended = consolidated_sha256(amended(unamended(JOINT_VENTURE), AMENDMENT))
    rows = {
        file.text(file.elements("TH", row)[0]): file.text(file.elements("TD", row)[0])
        for row in file.elements("TR")
        if file.elements("TD", row)
    }
    assert ended in rows["Text in force before (SHA-256)此前现行文本（SHA-256）"]
    assert JOINT_VENTURE.instrument in rows["Its deal and instrument其交易及文书编号"]
    assert "Hydrogen" in rows["Agreement ended所终止的协议"]
    assert not file.elements("H3", file.elements("Sect")[0])


def test_the_level_of_the_signatures_stands_where_the_sheet_says_it() -> None:
    sheet = msgspec.structs.replace(full_sheet(LETTER_OF_INTENT), level="advanced")
    file = Reading(render(LETTER_OF_INTENT, sheet, current_manifest()))
    assert "advanced electronic signatures" in file.text(file.tree)


def test_a_broken_line_keeps_the_blank_between_its_words() -> None:
    file = reading("letter_of_intent")
    (first, *_) = parts_by_language(file, "en")
    read = file.text(file.elements("P", first)[0])
    assert read == LETTER_OF_INTENT.clauses[0].texts["en"].body


def test_enumerated_paragraphs_are_nested_lists() -> None:
    file = reading("joint_venture")
    conditions = parts_by_language(file, "en")[3]
    outer, inner = file.elements("L", conditions)
    labels = [file.text(label) for label in file.elements("Lbl", inner)]
    assert labels == ["(i)", "(ii)", "(iii)"]
    assert [file.text(label) for label in file.elements("Lbl", outer)] == [
        *("(a)", "(i)", "(ii)", "(iii)", "(b)", "(c)")
    ]
    assert (outer.A.ListNumbering, inner.A.ListNumbering) == (Name.LowerAlpha, Name.LowerRoman)


def test_typed_values_are_rows_of_a_table_headed_by_their_names() -> None:
    file = reading("joint_venture")
    (table,) = file.elements("Table", parts_by_language(file, "zh-Hans")[2])
    rows = {
        file.text(file.elements("TH", row)[0]): file.text(file.elements("TD", row)[0])
        for row in file.elements("TR", table)
    }
    assert rows["投资总额"] == "USD\u00a0480,000,000"
    assert rows["注册资本"] == "USD\u00a0160,000,000.50"
    assert rows["Lingxi share"] == "51%"


@pytest.mark.parametrize(
    ("stated", "english", "chinese"),
    [
        ("not_binding", "not binding", "不具约束力"),
        ("partly_binding", "binding in part, as its clauses say", "部分具有约束力"),
        ("binding", "Bindingness" + "binding", "具有约束力"),
    ],
)
def test_a_letter_says_how_far_it_binds_in_every_language(
    stated: str, english: str, chinese: str
) -> None:
    for letter, said in ((LETTER_OF_INTENT, english), (CHINESE_LETTER, chinese)):
        sheet = msgspec.structs.replace(full_sheet(letter), bindingness=stated)
        file = Reading(render(letter, sheet, current_manifest()))
        assert said in file.text(file.tree)
        assert msgspec.json.decode(file.attached("signing.json"))["bindingness"] == stated


def test_no_other_instrument_speaks_of_it() -> None:
    assert "Bindingness" not in reading("joint_venture").text(reading("joint_venture").tree)


def test_the_head_names_the_instrument_the_parties_and_its_principal_terms() -> None:
    text = reading("joint_venture").text(reading("joint_venture").tree)
    for party in JOINT_VENTURE.parties:
        for fact in (party.legal_name, party.registration, party.country):
            assert fact in text
    for said in ("USD\u00a0480,000,000", "1 October 2026", "2026年10月1日", "海峡氢谷二期"):
        assert said in text
    assert text.index("Equity Joint Venture") < text.index("Parties") < text.index("Clause 5")


def test_the_signature_page_and_the_last_page_name_each_seat() -> None:
    file, sheet = reading("joint_venture"), full_sheet(JOINT_VENTURE)
    text = file.text(file.tree)
    for seat in sheet.seats:
        assert text.count(seat.of) >= 2
        assert text.count(seat.field) >= 1
    assert "Signatory 2 (optional)签字人 2（可选）" in text
    assert text.index("Signatory 1") < text.index("Witness") < text.index("Registry")


def test_the_annexes_are_listed_in_their_order_with_their_digests() -> None:
    text = reading("joint_venture").text(reading("joint_venture").tree)
    places = [text.index(digest) for digest in JOINT_VENTURE.annexes]
    assert places == sorted(places)
    assert "附件3" in text


def test_only_the_instrument_without_a_title_is_called_by_its_kind() -> None:
    titled, untitled = reading("framework"), reading("nda")
    assert titled.text(titled.elements("H1")[0]).startswith("Framework Supply Agreement")
    assert untitled.text(untitled.elements("H1")[0]) == "Non-Disclosure Agreement保密协议"


def test_a_language_without_words_of_ours_gets_english_ones_and_its_own_text() -> None:
    file = reading("framework")
    text = file.text(file.tree)
    assert "Umowa ramowa dostawy" in text
    assert "VND\u00a01\u202f250\u202f000\u202f000\u202f000" in text
    assert "VND\u00a01.250.000.000.000" in text
    assert text.count("About this document") == 1
    assert "2027-06-30" in text


def test_more_languages_than_columns_follow_one_another() -> None:
    texts = {tag: (f"Title {tag}", f"Body {tag}") for tag in ("de", "en", "pl", "vi")}
    file = rendered(with_clauses(FRAMEWORK, clause("only", texts)))
    text = file.text(file.tree)
    places = [text.index(f"Body {tag}") for tag in ("en", "pl", "vi", "de")]
    assert places == sorted(places)


def test_a_clause_of_several_pages_is_split_and_nothing_is_lost() -> None:
    words = [f"word{number}" for number in range(3000)]
    han = "".join(chr(0x4E00 + number % 500) for number in range(4000))
    body = " ".join(words)
    long = clause("long", {"en": ("Long", f"{body}\nend"), "zh-Hans": ("长", han)})
    file = rendered(with_clauses(JOINT_VENTURE, long, *JOINT_VENTURE.clauses[:1]))
    (english, *_), (chinese, *_) = (parts_by_language(file, t) for t in ("en", "zh-Hans"))
    assert [file.text(p) for p in file.elements("P", english)] == [body, "end"]
    assert file.text(file.elements("P", chinese)[0]) == han
    assert len(file.pages) > 8


def test_an_empty_title_or_body_leaves_its_place_empty() -> None:
    file = rendered(with_clauses(LETTER_OF_INTENT, clause("bare", {"en": ("", "")})))
    (division,) = parts_by_language(file, "en")
    assert file.text(division) == "1."


def test_what_another_program_reads_contains_the_clauses(tmp_path: Path) -> None:
    file = tmp_path / "agreement.pdf"
    file.write_bytes(pdf("letter_of_intent"))
    text = plain(outside("pdftotext", "-raw", file, "-"))
    for agreed in LETTER_OF_INTENT.clauses:
        for line in agreed.texts["en"].body.split("\n"):
            assert plain(line)[:60] in text


@every_sample
def test_another_program_finds_no_error_in_the_file(name: str, tmp_path: Path) -> None:
    file = tmp_path / "agreement.pdf"
    file.write_bytes(pdf(name))
    assert "No syntax or stream encoding errors" in outside("qpdf", "--check", file)
    fonts = outside("pdffonts", file).splitlines()[2:]
    assert len(fonts) >= 2
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts)
    assert "Tagged:          yes" in outside("pdfinfo", file)
    assert outside("mutool", "info", file).count("Type0") == len(fonts)


def test_text_is_in_normal_form_when_it_is_read_back() -> None:
    text = reading("framework").text(reading("framework").tree)
    assert unicodedata.is_normalized("NFC", text)


def test_a_long_table_of_values_may_go_on_on_the_next_page() -> None:
    values = {f"value_{number:02}": Quantity(value=str(number), unit="day") for number in range(60)}
    texts = {"en": ("Many", "See below.")}
    file = rendered(with_clauses(LETTER_OF_INTENT, clause("many", texts, **values)))
    rows = file.elements("TR", parts_by_language(file, "en")[0])
    assert [file.text(row) for row in rows[:2]] == ["Value 000\u00a0days", "Value 011\u00a0day"]
    assert len(rows) == 60


def test_a_running_head_has_room_for_as_many_titles_as_fit() -> None:
    texts = {"en": "A title of many words " * 5, "pl": "Tytuł", "vi": "Tên " * 30}
    terms = msgspec.structs.replace(FRAMEWORK, values={"title": Wording(texts=texts)})
    file = rendered(terms)
    assert file.text(file.elements("H1")[0]).startswith("A title of many words A title")
