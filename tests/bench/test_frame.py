"""The frame of the benchmarks: figures that are wrong look just like figures that are right."""

from __future__ import annotations

import pytest
from bench import __main__ as command
from bench.frame import Figure, interleaved, medians, peak_mb, percentiles_ms, ratio, seconds


def test_every_contender_runs_once_a_round_and_none_is_always_first() -> None:
    order: list[str] = []

    def contender(name: str) -> float:
        order.append(name)
        return float(len(order))

    names = ("ours", "raw", "stock")
    measured = interleaved({name: lambda n=name: contender(n) for name in names}, rounds=3)
    assert order == ["ours", "raw", "stock", "raw", "stock", "ours", "stock", "ours", "raw"]
    assert measured == {"ours": [1, 6, 8], "raw": [2, 4, 9], "stock": [3, 5, 7]}


def test_one_disturbed_round_does_not_move_the_median() -> None:
    assert medians({"ours": [10, 11, 900]}) == {"ours": 11}


def test_a_ratio_compares_within_a_round() -> None:
    slow_machine_in_the_second_round = {"ours": [50.0, 5.0, 50.0], "raw": [100.0, 10.0, 100.0]}
    assert ratio(slow_machine_in_the_second_round, "ours", "raw") == 0.5


def test_percentiles_are_in_milliseconds() -> None:
    latencies = [n / 1000 for n in range(101)]
    assert percentiles_ms(latencies) == {"p50_ms": 50.0, "p95_ms": 95.0, "p99_ms": 99.0}


def test_time_and_memory_are_those_of_this_process() -> None:
    kept: list[bytearray] = []
    assert 0 < seconds(lambda: kept.append(bytearray(b"x" * 50_000_000))) < 60
    assert 50 < peak_mb() < 100_000


def test_a_figure_is_a_json_line_with_the_name_of_its_benchmark(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    figures: list[Figure] = [{"clients": 16, "ratio_to_raw": 0.5}]
    monkeypatch.setattr(command, "find", lambda: {"append": lambda: figures})
    assert command.main(["append"]) == 0
    assert capsys.readouterr().out == ('{"bench": "append", "clients": 16, "ratio_to_raw": 0.5}\n')


def test_an_unknown_benchmark_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["no_such"]) == 2
    assert capsys.readouterr().out == ""
