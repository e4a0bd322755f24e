"""Parts of a deal file that do not fit each other: the fair, the sides, the papers."""

from __future__ import annotations

import pytest
from dealfiles import faults_of, given_sample

FAIR = [
    ("ends: 2026-09-11", "ends: 2026-09-07", "edition.ends", "wrong_order"),
    ("quote: EUR", "quote: CNY", "rates[1].quote", "same_currency"),
    ("function: registry", "function: witness", "offices", "no_registry"),
    ("opener: minhai", "opener: attestation", "deal.opener", "not_a_sponsor"),
    ("sponsor: park-office", "sponsor: attestation", "project.sponsor", "not_a_sponsor"),
]
SIDES = [
    ("roles: [organiser]", "roles: []", "people.shen-zhiyuan.roles", "empty_list"),
    ("[agreement]", "[]", "mandates.minhai-he.instruments", "empty_list"),
    ("until: 2026-12-31", "until: 2025-12-31", "mandates.aster-ruehl.valid_until", "wrong_order"),
    (
        "verified_by: fang-xiaolan",
        "verified_by: jana-ruehl",
        "mandates.aster-ruehl.verified_by",
        "own_mandate",
    ),
]
ANNEXES = [
    ("    text: |\n      Parcel", "    file: |\n      Parcel", "annexes[site].file", "not_a_path"),
    ("    media_type", "    file: a.txt\n    media_type", "annexes[site]", "text_or_file"),
    ("      en: Annex 1, The Site\n", "", "annexes[site].title", "missing_language"),
]
INSTRUMENTS = [
    ("[site]", "[site, site]", "instruments[contract].annexes[2]", "duplicate_id"),
    ("    bindingness: not_binding\n", "", "instruments[letter]", "missing_key"),
    (
        "    tier: contract\n",
        "    tier: contract\n    bindingness: binding\n",
        "instruments[contract].bindingness",
        "unknown_key",
    ),
    ("      en: Letter of Intent\n", "", "instruments[letter].title", "missing_language"),
    (
        "authentic_languages: [en, zh-Hans]",
        "authentic_languages: [en, zh-Hans, en]",
        "instruments[letter].authentic_languages[3]",
        "duplicate_id",
    ),
    (
        "        zh-Hans: 海湾叶片有限公司\n",
        "",
        "instruments[contract].values.jv_name",
        "missing_language",
    ),
]


@pytest.mark.parametrize(("old", "new", "path", "code"), [*FAIR, *SIDES, *ANNEXES, *INSTRUMENTS])
def test_what_does_not_fit_is_told(old: str, new: str, path: str, code: str) -> None:
    given_sample().but(old, new).then_faults((path, code))


def test_an_office_is_no_organisation_as_well() -> None:
    text = given_sample().text
    aster = text[text.index("  aster:\n") : text.index("  minhai:\n")]
    twin = aster.replace("aster:", "attestation:")
    given_sample().but(aster, aster + twin).then_faults(("offices.attestation", "duplicate_id"))


def test_an_id_stands_for_one_thing_in_the_whole_file() -> None:
    (
        given_sample()
        .but("  - id: contract\n", "  - id: aster\n")
        .but("leading: contract", "leading: aster")
        .then_faults(("instruments[aster].id", "duplicate_id"))
    )


def test_nobody_is_called_system() -> None:
    text = given_sample().text.replace("he-mingda", "system")
    first, *_ = faults_of(text)
    assert (first.path, first.code) == ("people.system", "duplicate_id")


def test_a_letter_of_intent_never_leads() -> None:
    kinds = given_sample().but("kind: agreement", "kind: nda")
    kinds.then_faults(("deal.leading", "cannot_lead"))


def test_an_authentic_text_must_be_there() -> None:
    letter = given_sample().but("            title: 意向\n", "            titel: 意向\n")
    path = "instruments[letter].clauses[intention].texts.zh-Hans"
    letter.then_faults((path, "missing_key"), (f"{path}.titel", "unknown_key"))


def test_a_language_that_does_not_bind_stands_under_translations() -> None:
    (
        given_sample()
        .but("        translations:\n          zh-Hans", "          zh-Hans")
        .then_faults(("instruments[contract].clauses[capital].texts.zh-Hans", "not_authentic"))
    )


def test_a_language_that_binds_stands_under_texts() -> None:
    written = given_sample().but("languages: [en]\n    gov", "languages: [en, zh-Hans]\n    gov")
    clauses = "instruments[contract].clauses"
    written.then_faults(
        (f"{clauses}[capital].texts", "missing_language"),
        (f"{clauses}[capital].translations.zh-Hans", "authentic"),
        (f"{clauses}[law].texts", "missing_language"),
        (f"{clauses}[law].translations.zh-Hans", "authentic"),
        *[(f"moves[{move}].language", "authentic") for move in (28, 29, 30)],
    )


def test_a_clause_is_written_in_every_language_of_the_deal() -> None:
    missing = [
        ("annexes[site].title", "missing_language"),
        ("instruments[letter].title", "missing_language"),
        ("instruments[letter].clauses[intention]", "missing_language"),
        ("instruments[contract].title", "missing_language"),
        ("instruments[contract].values.jv_name", "missing_language"),
        ("instruments[contract].clauses[capital]", "missing_language"),
        ("instruments[contract].clauses[law]", "missing_language"),
    ]
    given_sample().but(
        "languages: [en, zh-Hans]\n  class", "languages: [en, vi, zh-Hans]\n  class"
    ).then_faults(*missing)


def test_some_language_binds_and_some_clause_is_there() -> None:
    text = given_sample().text
    clauses = text[text.index("      - id: intention\n") : text.index("  - id: contract\n")]
    (
        given_sample()
        .but("    clauses:\n" + clauses, "    clauses: []\n")
        .then_faults(("instruments[letter].clauses", "empty_list"))
    )
    (
        given_sample()
        .but("authentic_languages: [en, zh-Hans]", "authentic_languages: []")
        .then_faults(
            ("instruments[letter].authentic_languages", "empty_list"),
            ("instruments[letter].clauses[intention].texts.en", "not_authentic"),
            ("instruments[letter].clauses[intention].texts.zh-Hans", "not_authentic"),
        )
    )


def test_the_row_of_the_frame_is_no_clause() -> None:
    (
        given_sample()
        .but("- id: intention", "- id: frame")
        .then_faults(("instruments[letter].clauses[frame].id", "reserved_id"))
    )


def test_an_id_stands_for_one_thing() -> None:
    given_sample().but("  - id: contract\n", "  - id: letter\n").then_faults(
        ("deal.leading", "unknown_reference"), ("instruments[letter]", "duplicate_id")
    )
