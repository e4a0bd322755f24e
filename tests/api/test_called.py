"""What stands in a sentence in the place of an id."""

from __future__ import annotations

import pytest

from aggregates.errors import RuleError
from api.called import Called, ids_in
from api.errors import sentence

ASTER = "01000000-0000-7000-8000-00000000a57e"
OTHER = "01000000-0000-7000-8000-000012345678"


def test_what_has_a_name_is_called_by_it_and_else_by_the_end_of_its_id() -> None:
    called = Called({ASTER: "Aster GmbH"})
    assert (called[ASTER], called[OTHER]) == ("Aster GmbH", "…12345678")
    assert [*called] == [ASTER]
    assert len(called) == 1


def test_keys_that_are_made_of_ids_are_shortened_and_words_are_left_as_they_are() -> None:
    called = Called()
    assert called[f"keyring-{OTHER}"] == "keyring-…12345678"
    assert called[f"{OTHER}:{ASTER}"] == "…12345678:…0000a57e"
    for words in ("capital", f"see {OTHER}", "", "ab" * 32):
        with pytest.raises(KeyError):
            called[words]


def test_a_refusal_calls_whom_it_is_about_also_in_lists_and_in_reasons() -> None:
    called = Called({ASTER: "Aster GmbH"})
    held = RuleError("posts_held", organisations=(ASTER, OTHER))
    assert "Aster GmbH, …12345678" in sentence(held, "en", called)
    alone = RuleError("not_in_deal", organisation=ASTER)
    assert sentence(alone, "zh", called).startswith("Aster GmbH")
    assert ids_in([ASTER, (OTHER, "x"), 3, f"see {OTHER}"]) == {ASTER, OTHER}
