"""Reading by the types: what is missing, what means nothing, what refers to nothing."""

from __future__ import annotations

import pytest
from dealfiles import NEXT, Written, faults_of, given_sample
from msgspec import inspect

from aggregates.person.events import DisplayOrder
from aggregates.vocabulary import Kind, Money, Percentage, Role, Wording
from api.dealfile.faults import Faults
from api.dealfile.moves.terms import AcceptClauses, CounterFrame
from api.dealfile.nodes import Leaf, Mark
from api.dealfile.reader import Reader


def test_a_file_becomes_structs() -> None:
    deal = given_sample().then_read()
    assert deal.edition.policies.country_languages == {"CN": ("zh-Hans",)}
    assert deal.people["jana-ruehl"].display_order is DisplayOrder.GIVEN_FIRST
    assert deal.people["jana-ruehl"].roles == (Role.LEAD, Role.SIGNATORY)
    assert deal.instrument("").kind is Kind.AGREEMENT
    assert deal.instrument("letter").kind is Kind.LETTER_OF_INTENT
    capital = deal.instrument("contract").clauses[0]
    assert capital.values["registered_capital"] == Money(amount="30000000", currency="CNY")
    assert capital.values["share_aster"] == Percentage(value="40")


def test_a_name_in_each_language_is_a_value() -> None:
    values = given_sample().then_read().instrument("contract").values
    texts = {"en": "Bay Blades Co., Ltd.", "zh-Hans": "海湾叶片有限公司"}
    assert values == {"jv_name": Wording(texts=texts)}


def test_what_is_left_out_is_what_the_page_says() -> None:
    moves = given_sample().then_read().moves
    accepted = [move for move in moves if isinstance(move, AcceptClauses)]
    assert [move.clauses for move in accepted] == ["all", ("capital", "frame")]
    assert [move.version for move in accepted] == [None, 1]
    (frame,) = (move for move in moves if isinstance(move, CounterFrame))
    assert (frame.instrument, frame.acting_as, frame.expect) == ("", None, "")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("  zone: Asia/Shanghai\n", "", ("edition", "missing_key")),
        ("  zone:", "  zone: Asia/Shanghai\n  zones:", ("edition.zones", "unknown_key")),
        ("zone: Asia/Shanghai", "zone: [a]", ("edition.zone", "wrong_shape")),
        ("zone: Asia/Shanghai", "zone:", ("edition.zone", "not_a_zone")),
        ("[2026-09-25, 2026-10-01]", "2026-09-25", ("edition.holidays", "wrong_shape")),
        ("[2026-09-25, 2026-10-01]", "[25 Sept]", ("edition.holidays[1]", "not_a_day")),
        (
            "      CN: [zh-Hans]",
            "      XX: [zh-Hans]",
            ("edition.policies.country_languages.XX", "not_a_country"),
        ),
        (
            '  code_lists:\n    ISO 4217: "2026"',
            "  code_lists: none",
            ("edition.code_lists", "wrong_shape"),
        ),
        ("policies:", "policies: none\n  policiez:", ("edition.policies", "wrong_shape")),
        ("kind: company", "kind: firm", ("organisations.minhai.kind", "not_a_choice")),
        ("kind: company", "kind: [company]", ("organisations.minhai.kind", "wrong_shape")),
        (
            "roles: [registry, interpreter]",
            "roles: [registrar]",
            ("people.ye-zhiqiu.roles[1]", "not_a_choice"),
        ),
        ("limit: 20 000 000 EUR", "limit: 20 EUX", ("mandates.aster-ruehl.limit", "not_money")),
        ("format: counterseal/deal/v1", "format: counterseal/deal/v2", ("format", "not_a_choice")),
        ("  - do: seal\n", "  - do: steal\n", ("moves[52].do", "not_a_choice")),
        ("  - do: seal\n", "  - did: seal\n", ("moves[52]", "missing_key")),
        (
            "        en: Bay Blades",
            "        e: Bay Blades",
            ("instruments[contract].values.jv_name.e", "not_a_language"),
        ),
        (
            "        en: Bay Blades Co., Ltd.",
            "        en: [Bay]",
            ("instruments[contract].values.jv_name.en", "wrong_shape"),
        ),
        (
            "share_aster: 40 %",
            "share_aster: [40]",
            ("instruments[contract].clauses[capital].values.share_aster", "wrong_shape"),
        ),
        (
            "made_by: shen-zhiyuan",
            "made_by: nobody",
            ("deal.classification.made_by", "unknown_reference"),
        ),
        (
            "annexes: [site]",
            "annexes: [sight]",
            ("instruments[contract].annexes[1]", "unknown_reference"),
        ),
        ("sponsor: park-office", "sponsor: minhai", ("project.sponsor", "unknown_reference")),
        ("mandate: minhai-he", "mandate: *he", ("moves[41].mandate", "alias")),
    ],
)
def test_one_fault_is_told_once(old: str, new: str, fault: tuple[str, str]) -> None:
    given_sample().but(old, new).then_faults(*_with_leftover(new, fault))


def _with_leftover(new: str, fault: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Where the changed line leaves its old continuation under a new key, that is a fault too."""
    return (fault, ("edition.policiez", "unknown_key")) if "policiez" in new else (fault,)


def test_a_move_is_a_mapping() -> None:
    given_sample().ending_with("  - seal\n").then_faults((f"moves[{NEXT}]", "wrong_shape"))


def test_all_faults_of_a_file_are_told_from_the_top_down() -> None:
    (
        given_sample()
        .but("country: DE", "country: XX")
        .but("zone: Asia/Shanghai", "zone: Asia/Atlantis")
        .but("by: jana-ruehl", "by: jana-ruel")
        .then_faults(
            ("edition.zone", "not_a_zone"),
            ("organisations.aster.country", "not_a_country"),
            ("moves[5].by", "unknown_reference"),
        )
    )


def test_a_fault_has_the_line_and_column_of_its_value() -> None:
    text = given_sample().but("country: DE", "country: XX").text
    (fault,) = faults_of(text)
    line = text.splitlines()[fault.line - 1]
    assert line[fault.column - 1 :] == "XX"
    assert str(fault).startswith(f"{fault.line}:{fault.column}: organisations.aster.country: ")


def test_an_unknown_key_is_told_where_the_key_stands() -> None:
    text = given_sample().but("  zone:", "  zones:").text
    missing, unknown = faults_of(text)
    assert missing.message == "`zone` is missing"
    assert text.splitlines()[unknown.line - 1].strip() == "zones: Asia/Shanghai"
    assert unknown.message == '"zones" means nothing here; did you mean "zone"?'


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "by: jana-ruehl",
            "by: jana-ruel",
            'there is no "jana-ruel" in people or system; did you mean "jana-ruehl"?',
        ),
        ("rate: 0.1221", "rate: -1", 'expected a number above nought, such as 0.1406, not "-1"'),
        (
            "zone: Asia/Shanghai",
            "zone:",
            "expected an IANA time zone, such as Asia/Shanghai, not nothing",
        ),
        (
            "Parcel ZB-07",
            "Parcel \u202eZB",
            (
                'expected paragraphs of text, not "Parcel \u202eZB, 42 hectares.\n": '
                "a character in it cannot be seen, or reorders the line"
            ),
        ),
        ("kind: company", "kind: firm", 'expected one of agency, company, public_body, not "firm"'),
        ("format: counterseal/deal/v1", "format: v1", 'expected counterseal/deal/v1, not "v1"'),
    ],
)
def test_a_fault_says_what_was_expected(old: str, new: str, sentence: str) -> None:
    given_sample().but(old, new).then_told(sentence)


@pytest.mark.parametrize("text", ["[]", "deal", "42", '""'])
def test_a_deal_file_is_a_mapping(text: str) -> None:
    Written(text).then_faults(("(file)", "wrong_shape"))


def test_after_five_hundred_faults_the_reading_stops() -> None:
    assert len(faults_of("\n".join(f"k{number}: 1" for number in range(2000)))) == 500


def test_a_type_without_a_form_cannot_be_read() -> None:
    leaf = Leaf(Mark(1, 1), "1")
    for wanted in (inspect.type_info(int), inspect.Metadata(inspect.type_info(int))):
        with pytest.raises(TypeError):
            Reader(leaf, Faults()).read(leaf, wanted, ())
