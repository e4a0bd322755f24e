"""Translating a clause, and certifying the translation."""

from __future__ import annotations

from at_the_table import (
    AGREED,
    ALL_ACCEPTED,
    CAPITAL,
    CHINESE,
    FIRST,
    LESS_CAPITAL,
    ON_TABLE,
    SCOPE,
    certified,
    clause,
    countered,
    digest_of,
    terms_after,
    translated,
)
from bdd import given
from locked_deal import deal_after
from msgspec.structs import replace
from people import LIN, NOON
from three_sides import IBARRA

from aggregates.deal import DEAL
from aggregates.deal.events import DealEvent
from aggregates.deal.parties.events import LeadReplaced
from aggregates.deal.terms.certify_translation import CertifyTranslation, certify_translation
from aggregates.deal.terms.translate_clause import TranslateClause, translate_clause
from aggregates.terms import translation_sha256
from aggregates.vocabulary import Actor, ClauseText, Role

TRANSLATE = TranslateClause(
    actor=IBARRA,
    at=NOON,
    instrument="agreement-1",
    clause="scope",
    clause_sha256=FIRST["scope"],
    language="zh-Hans",
    text=CHINESE,
)
TRANSLATED = translated(SCOPE)
CERTIFY = CertifyTranslation(
    actor=IBARRA,
    at=NOON,
    instrument="agreement-1",
    clause="scope",
    clause_sha256=FIRST["scope"],
    language="zh-Hans",
    translation_sha256=TRANSLATED.translation_sha256,
)
CERTIFIED = certified(TRANSLATED)
STRANGER = Actor(person="ito", organisation="kodo", role=Role.INTERPRETER)
WIDER = clause("scope", "Modules are assembled and tested.")
BETTER = ClauseText(title="范围", body="组件在当地组装和测试。")


def refused(command: TranslateClause, code: str, **facts: object) -> None:
    given(DEAL, *ON_TABLE).when(translate_clause, command).then_refused(code, **facts)


def not_certified(
    command: CertifyTranslation, *events: DealEvent, code: str, **facts: object
) -> None:
    given(DEAL, *(events or (*ON_TABLE, TRANSLATED))).when(
        certify_translation, command
    ).then_refused(code, **facts)


def test_an_interpreter_translates_a_clause() -> None:
    given(DEAL, *ON_TABLE).when(translate_clause, TRANSLATE).then(TRANSLATED)


def test_a_translation_voids_no_acceptance_and_is_part_of_the_terms() -> None:
    before, after = deal_after(*ALL_ACCEPTED), deal_after(*ALL_ACCEPTED, TRANSLATED)
    rows = [deal.instruments["agreement-1"].matrix.acceptances for deal in (before, after)]
    assert rows[0] == rows[1]
    assert terms_after(*ALL_ACCEPTED) != terms_after(*ALL_ACCEPTED, TRANSLATED)


def test_translating_twice_changes_nothing() -> None:
    given(DEAL, *ON_TABLE, TRANSLATED).when(translate_clause, TRANSLATE).then()


def test_a_better_translation_takes_its_place_and_is_not_certified() -> None:
    better = translated(SCOPE, BETTER)
    given(DEAL, *ON_TABLE, TRANSLATED, CERTIFIED).when(
        translate_clause, replace(TRANSLATE, text=BETTER)
    ).then(better)
    matrix = deal_after(*ON_TABLE, TRANSLATED, CERTIFIED, better).instruments["agreement-1"].matrix
    assert matrix.translations["scope"]["zh-Hans"].certified_by == ""


def test_another_wording_makes_it_stale_and_leaves_it_out_of_the_terms() -> None:
    events = (*ON_TABLE, countered(LIN, WIDER, SCOPE))
    assert terms_after(*events) == terms_after(*events[:-1], TRANSLATED, events[-1])


def test_a_wording_that_was_replaced_is_not_translated() -> None:
    facts = {"clause": "scope", "cited": FIRST["scope"], "on_table": digest_of(WIDER)}
    given(DEAL, *ON_TABLE, countered(LIN, WIDER, SCOPE)).when(
        translate_clause, TRANSLATE
    ).then_refused("not_on_table", **facts)


def test_an_authentic_language_is_not_translated_into() -> None:
    refused(replace(TRANSLATE, language="en"), "language_authentic", language="en")


def test_a_language_has_a_tag() -> None:
    refused(
        replace(TRANSLATE, language="Chinese"),
        "language_malformed",
        field="language",
        value="Chinese",
    )


def test_the_frame_is_not_translated() -> None:
    refused(replace(TRANSLATE, clause="frame"), "unknown_clause", clause="frame")


def test_only_interpreters_translate() -> None:
    refused(
        replace(TRANSLATE, actor=LIN), "role_not_allowed", role="lead", allowed=("interpreter",)
    )


def test_a_stranger_does_not_translate() -> None:
    refused(replace(TRANSLATE, actor=STRANGER), "not_in_deal", organisation="kodo")


def test_locked_terms_are_not_translated() -> None:
    given(DEAL, *AGREED).when(translate_clause, TRANSLATE).then_refused(
        "wrong_progress", instrument="agreement-1", progress="locked"
    )


def test_an_interpreter_certifies_a_translation() -> None:
    given(DEAL, *ON_TABLE, TRANSLATED).when(certify_translation, CERTIFY).then(CERTIFIED)


def test_locked_terms_are_certified_too_and_stay_what_they_are() -> None:
    events = (*AGREED[:-1], TRANSLATED, AGREED[-1])
    given(DEAL, *events).when(certify_translation, CERTIFY).then(CERTIFIED)
    assert terms_after(*events) == terms_after(*events, CERTIFIED)


def test_certifying_twice_changes_nothing() -> None:
    given(DEAL, *ON_TABLE, TRANSLATED, CERTIFIED).when(certify_translation, CERTIFY).then()


def test_what_was_not_translated_is_not_certified() -> None:
    facts = {"clause": "scope", "language": "zh-Hans"}
    not_certified(CERTIFY, *ON_TABLE, code="not_translated", **facts)


def test_another_translation_than_the_one_read_is_not_certified() -> None:
    better = translation_sha256(FIRST["scope"], "zh-Hans", BETTER)
    facts = {
        "clause": "scope",
        "language": "zh-Hans",
        "cited": TRANSLATED.translation_sha256,
        "known": better,
    }
    events = (*ON_TABLE, TRANSLATED, translated(SCOPE, BETTER))
    not_certified(CERTIFY, *events, code="other_translation", **facts)


def test_a_stale_translation_is_not_certified() -> None:
    events = (*ON_TABLE, TRANSLATED, countered(LIN, WIDER, SCOPE))
    command = replace(CERTIFY, clause_sha256=digest_of(WIDER))
    known = TRANSLATED.translation_sha256
    facts = {"clause": "scope", "language": "zh-Hans", "cited": known, "known": known}
    not_certified(command, *events, code="other_translation", **facts)


def test_no_lead_certifies() -> None:
    handed = LeadReplaced(at=NOON, principal="andes", lead="ibarra", by="rojas")
    facts = {"person": "ibarra", "principal": "andes"}
    not_certified(CERTIFY, *ON_TABLE, TRANSLATED, handed, code="lead_certifies", **facts)


def test_who_drafted_the_terms_does_not_certify_their_translation() -> None:
    handed = LeadReplaced(at=NOON, principal="linghai", lead="wen-hao", by="lin-yue")
    command = replace(CERTIFY, actor=replace(LIN, role=Role.INTERPRETER))
    given(DEAL, *ON_TABLE, TRANSLATED, handed).when(certify_translation, command).then_refused(
        "drafter_certifies", person="lin-yue"
    )


def test_only_interpreters_certify() -> None:
    facts = {"role": "lead", "allowed": ("interpreter",)}
    not_certified(replace(CERTIFY, actor=LIN), code="role_not_allowed", **facts)


def test_a_stranger_does_not_certify() -> None:
    command = replace(CERTIFY, actor=STRANGER)
    not_certified(command, code="not_in_deal", organisation="kodo")


def test_a_counter_of_another_clause_leaves_it_certified() -> None:
    events = (*ON_TABLE, TRANSLATED, CERTIFIED, countered(LIN, LESS_CAPITAL, CAPITAL))
    matrix = deal_after(*events).instruments["agreement-1"].matrix
    assert matrix.translations["scope"]["zh-Hans"].certified_by == "ibarra"
