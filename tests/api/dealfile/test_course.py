"""Moves that the file itself shows to be impossible."""

from __future__ import annotations

import pytest
from dealfiles import NEXT, given_sample

ROWS = [
    ("clause: frame", "clause: fame", "moves[25].clause", "unknown_clause"),
    ("excluding: [capital]", "excluding: [capitol]", "moves[21].excluding[1]", "unknown_clause"),
    ("- [capital, law]", "- [capital, law, capital]", "moves[20].links[1]", "not_a_link"),
    ("- [capital, law]", "- [capital]", "moves[20].links[1]", "not_a_link"),
    ("    clauses: [law]\n", "    clauses: [law, capital]\n", "moves[29].text", "one_clause"),
    ("    clauses: [law]\n", "    clauses: all\n", "moves[29].text", "one_clause"),
    ("    language: zh-Hans\n", "    language: en\n", "moves[28].language", "authentic"),
    ("- do: ask\n", "- do: ask\n    instrument: letter\n", "moves[38].clause", "unknown_clause"),
]
CLOCKS = [
    (
        "2026-12-31T18:00:00+08:00",
        "2026-05-31T18:00:00+08:00",
        "moves[1].expires",
        "already_passed",
    ),
    (
        "irrevocable_until: +7d",
        "irrevocable_until: 2026-06-01T00:00:00Z",
        "moves[20].irrevocable_until",
        "already_passed",
    ),
    ("at: +5m", "at: 2026-05-01T09:00:00Z", "moves[2].at", "not_later"),
    ("at: +5m", "at: +0s", "moves[2].at", "not_later"),
    ("at: 2026-06-01T09:00:00+08:00", "at: +1d", "moves[1].at", "no_instant"),
]
ACTORS = [
    ("by: system", "by: lin-jiahe", "moves[15].by", "wrong_actor"),
    ("by: jana-ruehl", "by: system", "moves[5].by", "wrong_actor"),
]
MADE = [
    ("    seat: notary\n", "    seat: notari\n", "moves[50].seat", "not_made_yet"),
    ("currency\n    text", "money\n    text", "moves[39].question", "not_made_yet"),
    (
        "    approval: minhai-board\n    mandate",
        "    approval: board\n    mandate",
        "moves[41].approval",
        "not_made_yet",
    ),
    (
        "      - id: letter-minhai\n",
        "      - id: letter-aster\n",
        "moves[17].seats",
        "duplicate_id",
    ),
]
SEATS = [
    (
        "        sitters:\n          - person: jana-ruehl\n            mandate: aster-ruehl\n",
        "        sitters: []\n",
        "moves[17].seats[letter-aster].sitters",
        "empty_list",
    ),
    (
        "            mandate: aster-ruehl\n",
        "",
        "moves[17].seats[letter-aster].sitters[1]",
        "missing_key",
    ),
    (
        "            mandate: aster-ruehl\n",
        "            mandate: minhai-lin\n",
        "moves[17].seats[letter-aster].sitters[1].mandate",
        "other_mandate",
    ),
    (
        "        of: minhai\n        sitters",
        "        of: aster\n        sitters",
        "moves[17].seats[letter-minhai].sitters[1].mandate",
        "other_mandate",
    ),
    (
        "          - person: fang-xiaolan\n",
        "          - person: fang-xiaolan\n            mandate: minhai-lin\n",
        "moves[45].seats[witness].sitters[1].mandate",
        "unknown_key",
    ),
    (
        "    person: lin-jiahe\n    mandate: minhai-lin\n  - do: sign",
        "    person: jana-ruehl\n    mandate: minhai-lin\n  - do: sign",
        "moves[46].mandate",
        "other_mandate",
    ),
]


@pytest.mark.parametrize(("old", "new", "path", "code"), [*ROWS, *CLOCKS, *ACTORS, *MADE, *SEATS])
def test_a_move_that_cannot_be_is_told(old: str, new: str, path: str, code: str) -> None:
    given_sample().but(old, new).then_faults((path, code))


def test_a_witness_signs_for_no_side() -> None:
    (
        given_sample()
        .but("        role: witness", "        role: signatory")
        .then_faults(
            ("moves[45].seats[witness].of", "not_a_side"),
            ("moves[45].seats[witness].sitters[1]", "missing_key"),
        )
    )


def test_a_refused_move_may_name_a_mandate_that_does_not_fit() -> None:
    (
        given_sample()
        .but(
            "mandate: aster-ruehl\n  - do: accept",
            "mandate: minhai-lin\n    expect: wrong\n  - do: accept",
        )
        .then_read()
    )


def test_the_first_move_and_no_other_opens_the_deal() -> None:
    text = given_sample().text
    opening = text[text.index("  - do: open_deal") : text.index("  - do: invite_party")]
    given_sample().but(opening, "").but("at: +5m", "at: 2026-06-01T09:00:00Z").then_faults(
        ("moves[1].do", "opening")
    )
    given_sample().ending_with(
        opening.replace("2026-06-01T09:00:00+08:00", "+1d").replace(
            "2026-12-31T18:00:00+08:00", "+1d"
        )
    ).then_faults((f"moves[{NEXT}].do", "opening"))


def test_no_move_is_made_in_another_century() -> None:
    late = "  - do: seal\n    by: ye-zhiqiu\n    at: 2199-12-31T23:00:00Z\n"
    later = "  - do: seal\n    by: ye-zhiqiu\n    at: +1d\n"
    never = "  - do: seal\n    by: ye-zhiqiu\n    at: +1s\n"
    given_sample().ending_with(late + later + never).then_faults(
        (f"moves[{NEXT + 1}].at", "too_late")
    )


def test_a_counter_says_what_is_different() -> None:
    counter = "  - do: counter_clause\n    by: lin-jiahe\n    at: +1h\n    clause: law\n"
    given_sample().ending_with(counter).then_faults((f"moves[{NEXT}]", "nothing_changed"))


def test_only_what_binds_is_countered() -> None:
    counter = (
        "  - do: counter_clause\n    by: lin-jiahe\n    at: +1h\n    clause: law\n"
        "    texts:\n      zh-Hans:\n        body: 本合同适用中国法律。\n"
    )
    given_sample().ending_with(counter).then_faults(
        (f"moves[{NEXT}].texts.zh-Hans", "not_authentic")
    )


def test_a_question_is_asked_once() -> None:
    ask = "  - do: ask\n    by: lin-jiahe\n    at: +1h\n    question: currency\n    text: Again?\n"
    given_sample().ending_with(ask).then_faults((f"moves[{NEXT}]", "duplicate_id"))


def test_where_a_move_is_faulty_what_it_made_is_not_missed() -> None:
    (
        given_sample()
        .but("    expires: +3d\n", "    expires: soon\n")
        .then_faults(("moves[45].expires", "not_a_moment"))
    )


def test_where_an_instrument_is_faulty_its_moves_are_not_blamed() -> None:
    (
        given_sample()
        .but("kind: letter_of_intent", "kind: letter")
        .then_faults(("instruments[letter].kind", "not_a_choice"))
    )
