"""The two examples: whole deals, whose numbers are the same in every language and every round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import msgspec
import pytest
from dealfiles import EXAMPLES, ROOT
from figures import is_said, pledges, said

from aggregates.vocabulary import ClauseText, Kind, Language, Role, Value, Wording
from api.dealfile.annexes import annex_contents
from api.dealfile.document import DealFile
from api.dealfile.load import parse_deal_file
from api.dealfile.moves.terms import CounterClause, TableOffer, TranslateClause
from signing.render.setting.coverage import require_covered

JOINT_VENTURE = ROOT / "examples" / "joint-venture.yaml"
FRAMEWORK = ROOT / "examples" / "framework-agreement.yaml"


class Version(msgspec.Struct, frozen=True):
    """A clause at some moment, in one language."""

    place: str
    values: Mapping[str, Value]
    language: Language
    body: str


@cache
def deal_of(file: Path) -> DealFile:
    return parse_deal_file(file.read_bytes())


def versions(deal: DealFile) -> Iterator[Version]:
    """Yield every text of every clause with the values that it must say."""
    for instrument in deal.instruments:
        for clause in instrument.clauses:
            for tag, text in {**clause.texts, **clause.translations}.items():
                yield Version(f"{instrument.id}/{clause.id}", clause.values, tag, text.body)
    yield from _later_versions(deal)


def _later_versions(deal: DealFile) -> Iterator[Version]:
    values = {clause.id: clause.values for clause in deal.instrument("").clauses}
    for move in deal.moves:
        if isinstance(move, TableOffer | CounterClause) and not move.expect:
            for change in move.changes if isinstance(move, TableOffer) else [move]:
                values[change.clause] = {**values[change.clause], **change.values}
                for tag, text in change.texts.items():
                    yield Version(change.clause, values[change.clause], tag, text.body)
        if isinstance(move, TranslateClause) and move.text is not None:
            (clause,) = move.clauses
            yield Version(clause, values[clause], move.language, move.text.body)


def texts(value: object) -> Iterator[str]:
    """Yield every string that is in ``value``."""
    match msgspec.to_builtins(value):
        case str(text):
            yield text
        case dict(entries):
            for entry in entries.values():
                yield from texts(entry)
        case list(items):
            for item in items:
                yield from texts(item)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_every_text_says_the_values_that_stand_beside_it(file: Path) -> None:
    unsaid = [
        f"{version.place} ({version.language}): {said(value, version.language)}"
        for version in versions(deal_of(file))
        for value in version.values.values()
        if not is_said(value, version.language, version.body)
    ]
    assert unsaid == []


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_no_sum_and_no_share_lives_in_prose_alone(file: Path) -> None:
    untyped = [
        f"{version.place}: {alone}"
        for version in versions(deal_of(file))
        if version.language == "en"
        for alone in pledges(version.body)
        - {said(v, "en") for v in version.values.values() if not isinstance(v, Wording)}
    ]
    assert untyped == []


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_every_character_can_be_printed(file: Path) -> None:
    deal = deal_of(file)
    for text in texts(
        [deal.instruments, deal.organisations, deal.offices, deal.people, deal.moves]
    ):
        require_covered(text, file.name)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_the_annexes_are_there(file: Path) -> None:
    contents = annex_contents(deal_of(file), file.parent, file.read_bytes())
    assert set(contents) == {annex.id for annex in deal_of(file).annexes}
    assert all(contents.values())


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_a_reference_to_a_clause_leads_to_one(file: Path) -> None:
    for instrument in deal_of(file).instruments:
        last = len(instrument.clauses)
        for clause in instrument.clauses:
            english = clause.texts["en"].body
            numbers = re.findall(r"Clauses? ([0-9]+)(?:(?: and| to) ([0-9]+))?", english)
            assert all(1 <= int(number) <= last for pair in numbers for number in pair if number)


def test_the_joint_venture_has_what_it_is_meant_to_show() -> None:
    deal = deal_of(JOINT_VENTURE)
    kinds = {instrument.kind: len(instrument.clauses) for instrument in deal.instruments}
    assert kinds == {Kind.LETTER_OF_INTENT: 9, Kind.NDA: 10, Kind.AGREEMENT: 40}
    refused = [move.expect for move in deal.moves if move.expect]
    assert refused == [
        "nda_missing",
        "not_on_table",
        "linked_clauses",
        "acceptance_missing",
        "language_stale",
        "mandate_limit_exceeded",
    ]
    assert any(mandate.joint == 2 for mandate in deal.mandates.values())


def test_the_framework_agreement_fails_and_is_taken_up_again() -> None:
    deal = deal_of(FRAMEWORK)
    told = [type(move).__name__ for move in deal.moves]
    order = ["WithdrawParty", "ProposeReopening", "ConsentToReopening", "Seal"]
    places = [max(i for i, name in enumerate(told) if name == wanted) for wanted in order]
    assert places == sorted(places)
    assert {tag for clause in deal.instrument("").clauses for tag in clause.translations} == {
        "pl",
        "vi",
    }


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_nobody_can_be_written_to(file: Path) -> None:
    people = deal_of(file).people.values()
    assert all(person.email.endswith(".example.org") for person in people)
    assert {Role.LEAD, Role.INTERPRETER, Role.APPROVER, Role.OFFICIAL, Role.REGISTRY} <= {
        role for person in people for role in person.roles
    }


def test_a_clause_holds_its_paragraphs_one_a_line() -> None:
    clause = deal_of(JOINT_VENTURE).instrument("letter-of-intent").clauses[0]
    body = ClauseText(title="x", body=clause.texts["zh-Hans"].body).body
    assert body.split("\n")[0].endswith("马温比在肯尼亚沿海建设港口和风电项目。")
    assert "叶片；马温比" in body
