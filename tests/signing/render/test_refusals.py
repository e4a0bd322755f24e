"""What is not rendered, and why not: each refusal comes before anything is drawn."""

from __future__ import annotations

import msgspec
import pytest
from paper.reading import Reading
from paper.samples import (
    AMENDMENT,
    FRAMEWORK,
    JOINT_VENTURE,
    LETTER_OF_INTENT,
    NDA,
    REGISTRY,
    clause,
    seat,
    sheet_for,
    with_clauses,
)

from aggregates.signing_sheet import SigningSheet
from aggregates.terms import Terms
from aggregates.vocabulary import SeatRole
from signing.errors import SignatureError
from signing.render import current_manifest, render, require_covered

MANIFEST = current_manifest()


def refused(terms: Terms, sheet: SigningSheet) -> SignatureError:
    with pytest.raises(SignatureError) as refusal:
        render(terms, sheet, MANIFEST)
    return refusal.value


def test_the_sheet_of_other_terms_is_refused() -> None:
    refusal = refused(NDA, sheet_for(LETTER_OF_INTENT))
    assert refusal.code == "sheet_of_other_terms"


def test_terms_without_clauses_are_refused() -> None:
    terms = with_clauses(NDA)
    assert refused(terms, sheet_for(terms)).code == "no_clauses"


def test_a_clause_without_one_of_its_authentic_texts_is_refused() -> None:
    terms = with_clauses(NDA, clause("half", {"en": ("Half", "One language")}))
    refusal = refused(terms, sheet_for(terms))
    assert refusal.code == "text_missing"
    assert refusal.facts == {"clause": "half", "language": "zh-Hans"}


@pytest.mark.parametrize("name", ["a.b", "", "signatory-1"])
def test_a_field_must_have_a_name_of_its_own_without_points(name: str) -> None:
    sheet = sheet_for(NDA, seat(name, SeatRole.REGISTRY, REGISTRY))
    refusal = refused(NDA, sheet)
    assert (refusal.code, refusal.facts) == ("bad_field_name", {"field": name})


def test_another_renderer_is_refused() -> None:
    other = msgspec.structs.replace(MANIFEST, reportlab="0")
    with pytest.raises(SignatureError, match="renderer_differs"):
        render(NDA, sheet_for(NDA), other)


def test_a_character_that_no_font_draws_is_named_with_its_place() -> None:
    texts = {"en": ("Names", "Signed by ضياء"), "zh-Hans": ("姓名", "无")}
    terms = with_clauses(NDA, clause("names", texts))
    refusal = refused(terms, sheet_for(terms))
    assert refusal.code == "uncovered_character"
    assert refusal.facts == {
        "character": "ض",
        "where": "agreement.json/clauses/0/texts/en/body",
    }


def test_the_name_of_a_value_and_the_name_of_a_seat_are_checked_too() -> None:
    terms = msgspec.structs.replace(FRAMEWORK, values={"ไทย": FRAMEWORK.values["amount"]})
    assert refused(terms, sheet_for(terms)).facts["where"] == "agreement.json/values"
    sheet = sheet_for(NDA, seat("x", SeatRole.WITNESS, ("NTR", "พยาน")))
    assert refused(NDA, sheet).facts["where"] == "signing.json/seats/3/legal_name"


@pytest.mark.parametrize(
    "text", ["Nguyễn Thị Ánh Nguyệt", "Łukasz Żółć", "𬭊 陈伟", "Γιώργος", "Ọlọ́run", "a\nb"]
)
def test_a_name_that_can_be_printed_is_let_through(text: str) -> None:
    require_covered(text)


@pytest.mark.parametrize(
    "character",
    ["\u200b", "\u202e", "\u00ad", "\ufe0f", "\t", "\ue000", "अ", "ก", "ب", "א", "😀", "\u0488"],
)
def test_an_unprintable_name_is_refused_at_registration(character: str) -> None:
    with pytest.raises(SignatureError) as refusal:
        require_covered(f"Li {character}", "legal_name")
    assert refusal.value.code == "uncovered_character"
    assert refusal.value.facts == {"character": character, "where": "legal_name"}


def test_a_sheet_without_seats_has_no_fields() -> None:
    sheet = msgspec.structs.replace(sheet_for(NDA), seats=())
    assert Reading(render(NDA, sheet, MANIFEST)).fields() == {}


def test_parties_may_refuse_the_code_on_the_pages() -> None:
    sheet = msgspec.structs.replace(sheet_for(JOINT_VENTURE), page_code="")
    file = Reading(render(JOINT_VENTURE, sheet, MANIFEST))
    assert "/XObject" not in file.pages[0].obj.Resources
    assert file.elements("Figure") == []
    assert "Page code" not in file.text(file.tree)


def test_an_amendment_of_another_text_than_the_one_it_cites_is_refused() -> None:
    sheet = sheet_for(AMENDMENT)
    for upon in ((), (JOINT_VENTURE, AMENDMENT), (NDA,)):
        with pytest.raises(SignatureError) as refused:
            render(AMENDMENT, sheet, MANIFEST, upon)
        assert refused.value.code == "text_of_another"


def test_an_agreement_is_upon_no_text() -> None:
    with pytest.raises(SignatureError) as refused:
        render(NDA, sheet_for(NDA), MANIFEST, (JOINT_VENTURE,))
    assert refused.value.code == "text_of_another"
