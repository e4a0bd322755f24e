"""The machine finds a fault in a rule: each of twelve, from each of five seeds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from machine.faults import FAULTS, SEEDS
from machine.search import EXAMPLES, RUNS, search


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_by_random_search(
    fault: str,
    seed: int,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    FAULTS[fault](monkeypatch)
    tally = search(seed)
    told = f"{fault}, seed {seed}: {tally.found_after} examples until {tally.finding!r}"
    record_property("searched", told)
    assert 0 < tally.found_after <= RUNS * EXAMPLES
