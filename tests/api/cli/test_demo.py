"""``counterseal demo``: what it says, what it hands out, and how it ends when it cannot."""

from __future__ import annotations

import re
from pathlib import Path

from commanding import Shell
from databases import Database
from playing import Heard, Shown, settings_for
from plots import BEGIN, LETTER, LIN, OPENED, move, plot
from validators import NOT_JUDGED, TRUSTED, pdfsig

from api.demo import Demo
from api.example import joint_venture
from api.exits import Exit

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}")
REGISTERED = re.compile(r"^R +(\d+)  ", re.MULTILINE)
HANDED_OUT = {
    *("letter-of-intent.pdf", "nda.pdf", "agreement.pdf", "replay.txt", "trust.json"),
    *("demo.policy", "verifier.html", "root.pem", "issuing.pem", "time-stamping.pem"),
}


def test_it_hands_out_papers_certificates_and_the_replay(shown: Shown) -> None:
    handed_out = {file.name for file in shown.out.iterdir()}
    assert handed_out == {*HANDED_OUT, f"{shown.deal}.evidence.zip"}
    assert all(file.stat().st_size for file in shown.out.iterdir())
    assert shown.valid


def test_every_paper_is_valid_and_the_agreement_step_by_step(shown: Shown) -> None:
    verdicts = [record for record in shown.heard.records if "verdict" in record]
    assert [record["verdict"] for record in verdicts] == ["valid"] * 4
    steps = [line for line in shown.lines if line.startswith("   ok ")]
    assert steps[7].endswith("recorded one")


def test_another_reader_trusts_every_signature_of_the_agreement_at_once(
    database: Database, tmp_path: Path
) -> None:
    path, out = joint_venture(), tmp_path / "out"
    demo = Demo(settings_for(database, tmp_path / "home"), Heard(), out)
    assert demo.play(path, path.read_bytes(), as_dated=False)
    root = (out / "root.pem").read_text("ascii")
    said = pdfsig((out / "agreement.pdf").read_bytes(), root, tmp_path)
    *signatures, archive = said.values()
    assert (signatures, archive) == ([TRUSTED] * 7, NOT_JUDGED)


def test_each_event_has_its_position_without_a_gap(shown: Shown) -> None:
    for log in ("registry", "edition"):
        told = [r["position"] for r in shown.heard.records if r.get("log") == log]
        assert told == list(range(1, len(told) + 1))


def test_refusals_are_told_with_their_rules(shown: Shown) -> None:
    told = [record["refused"] for record in shown.heard.records if "refused" in record]
    assert told[-1] == "mandate_limit_exceeded"
    assert len(told) == 6
    above = "HUANG Muyang was refused: The amount of 146,520,000 is above the mandate's limit"
    assert any(above in line for line in shown.lines)


def test_nobody_is_called_by_an_id_in_what_it_says(shown: Shown) -> None:
    told = [
        s for s, r in zip(shown.heard.sentences, shown.heard.records, strict=True) if "type" in r
    ]
    ids = [sentence for sentence in told if UUID.search(sentence)]
    assert [sentence for sentence in ids if "put the edition" not in sentence] == []


def test_chapters_are_the_stages_of_the_deal(shown: Shown) -> None:
    chapters = [
        "The fair opens",
        "Draft",
        "Intent",
        "Engaged",
        "Negotiating",
        "Agreed",
        "Approving",
    ]
    chapters += ["Signing", "Signed", "The papers", "The evidence"]
    assert [line for line in shown.lines if line in chapters] == chapters


def test_it_is_played_again_in_the_same_place(
    shell: Shell, database: Database, tmp_path: Path
) -> None:
    there = shell.at(settings_for(database, tmp_path / "home"))
    (tmp_path / "deal.yaml").write_text(plot(*OPENED, *LETTER), encoding="utf-8")
    last = 0
    for _ in range(2):
        ended = there("demo", "--input", tmp_path / "deal.yaml", "--out", tmp_path / "out")
        ended.then(Exit.YES, f"{tmp_path}/out/letter-of-intent.pdf", "VALID (TOTAL-PASSED)")
        assert ended.out.count("opened the edition") == 1
        told = [int(position) for position in REGISTERED.findall(ended.out)]
        assert told == list(range(last + 1, last + 1 + len(told)))
        last = told[-1]


def test_with_json_every_line_of_the_output_is_a_record(
    shell: Shell, database: Database, tmp_path: Path
) -> None:
    there = shell.at(settings_for(database, tmp_path / "home"))
    (tmp_path / "deal.yaml").write_text(plot(*OPENED), encoding="utf-8")
    ended = there("demo", "--input", tmp_path / "deal.yaml", "--out", tmp_path / "out", "--json")
    ended.then(Exit.YES)
    events = [record for record in ended.records if "type" in record]
    assert {"log", "position", "type", "at", "sentence"} == set(events[-1])
    assert events[-1]["type"] == "deal.party_joined.v1"


def test_a_wrong_file_is_a_usage_error_with_line_and_path(shell: Shell, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(plot(*OPENED).replace("by: jana-ruehl", "by: jana"), encoding="utf-8")
    line = 1 + wrong.read_text(encoding="utf-8").splitlines().index("    by: jana")
    ended = shell("demo", "--input", wrong, "--out", tmp_path / "out")
    ended.then(Exit.USAGE, f"{wrong}:{line}:9: moves[3].by: ", "unknown_reference")
    assert ended.out == ""
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_not_there_is_a_usage_error(shell: Shell, tmp_path: Path) -> None:
    shell("demo", "--input", tmp_path / "no.yaml").then(Exit.USAGE, "No such file")


def test_a_move_that_the_rules_refuse_ends_it_with_its_number(
    shell: Shell, database: Database, tmp_path: Path
) -> None:
    there = shell.at(settings_for(database, tmp_path / "home"))
    (tmp_path / "deal.yaml").write_text(plot(*OPENED, move("lock_terms", LIN)), encoding="utf-8")
    ended = there("demo", "--input", tmp_path / "deal.yaml", "--out", tmp_path / "out")
    ended.then(Exit.NO, "Move 4, lock_terms by lin-jiahe, was refused", "move_refused")


def test_what_is_still_to_come_is_not_signed(
    shell: Shell, database: Database, tmp_path: Path
) -> None:
    there = shell.at(settings_for(database, tmp_path / "home"))
    later = plot(*OPENED).replace(BEGIN, BEGIN.replace("2026", "2126"))
    (tmp_path / "deal.yaml").write_text(later, encoding="utf-8")
    ended = there("demo", "--as-dated", "--input", tmp_path / "deal.yaml", "--out", tmp_path)
    ended.then(Exit.NO, "2126-09-08", "plot_in_future")


def test_another_registrys_fair_needs_another_place(
    shown: Shown, shell: Shell, tmp_path: Path
) -> None:
    (tmp_path / "deal.yaml").write_text(plot(*OPENED), encoding="utf-8")
    there = shell.at(shown.settings)
    ended = there("demo", "--input", tmp_path / "deal.yaml", "--out", tmp_path / "out")
    ended.then(Exit.NO, "other_registry", "COUNTERSEAL_DATA_DIRECTORY")


def test_where_nothing_can_be_written_it_says_so(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    shell("demo", "--out", tmp_path / "file" / "out").then(Exit.CANNOT_TELL, "folder_unusable")
    ended = shell.home(tmp_path / "file" / "home")("demo", "--out", tmp_path / "out")
    ended.then(Exit.CANNOT_TELL, "folder_unusable")


def test_it_speaks_chinese(shell: Shell, database: Database, tmp_path: Path) -> None:
    there = shell.at(settings_for(database, tmp_path / "home")).speaking("zh")
    (tmp_path / "deal.yaml").write_text(plot(*OPENED), encoding="utf-8")
    ended = there("demo", "--input", tmp_path / "deal.yaml", "--out", tmp_path / "out")
    ended.then(Exit.YES, "博览会开幕", "林嘉禾", "草拟")
