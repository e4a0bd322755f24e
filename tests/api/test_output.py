"""How results look: on a terminal, in a file, and for a program."""

from __future__ import annotations

from io import StringIO

import pytest

from api.output import WIDEST, Output, visible

LONG = f"    12  2026-09-08 01:30Z  {'LIN Jiahe accepted clause capital. ' * 9}"


class Terminal(StringIO):
    """A stream that says to be a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Return a terminal of a hundred columns, in colours."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return Terminal()


def test_in_a_file_a_line_stays_whole() -> None:
    out = StringIO()
    Output(out, StringIO()).result({}, LONG, "green", 27)
    assert out.getvalue() == LONG + "\n"


def test_on_a_terminal_words_go_on_under_words(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    Output(terminal, StringIO()).result({}, LONG, "", 27)
    first, *others = terminal.getvalue().splitlines()
    assert first.startswith("    12  2026-09-08 01:30Z  LIN")
    assert others
    assert all(len(line) <= 100 and line[:27].isspace() for line in others)


@pytest.mark.parametrize("columns", ["8", "40", "400"])
def test_no_terminal_is_too_narrow_or_too_wide(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("COLUMNS", columns)
    Output(terminal, StringIO()).result({}, "海峡投资博览会登记处 " * 40)
    plain = terminal.getvalue()
    assert "".join(plain.split()) == "海峡投资博览会登记处" * 40
    assert max(map(len, plain.splitlines())) <= WIDEST


def test_colours_are_for_terminals_and_not_where_no_color_is_set(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, plain = StringIO(), Terminal()
    Output(terminal, StringIO()).result({}, "It is so.", "green")
    Output(file, StringIO()).result({}, "It is so.", "green")
    monkeypatch.setenv("NO_COLOR", "1")
    Output(plain, StringIO()).result({}, "It is so.", "green")
    assert "\x1b[32m" in terminal.getvalue()
    assert file.getvalue() == plain.getvalue() == "It is so.\n"


def test_what_somebody_wrote_is_never_taken_for_markup(terminal: Terminal) -> None:
    Output(terminal, StringIO()).result({}, "[bold]no[/bold] [link=https://example.org]x[/link]")
    assert "[bold]no[/bold] [link=https://example.org]x[/link]" in terminal.getvalue()


@pytest.mark.parametrize("hidden", ["\x1b]0;VALID\x07", "\r", "\u202e", "\x9b2J", "\x00", "\u2066"])
def test_no_character_commands_the_terminal(hidden: str) -> None:
    out, talk = StringIO(), StringIO()
    output = Output(out, talk)
    output.result({}, f"field{hidden}one")
    output.talk(f"field{hidden}one")
    output.heading(f"field{hidden}one")
    written = out.getvalue() + talk.getvalue()
    assert written.count("\ufffd") >= 3
    assert not set(hidden) & set(written) - set("]0;VALID2J")


def test_words_of_every_language_are_left_as_they_are() -> None:
    for words in ("Źrębiec Nguyễn Thị 闽海（中国）", "سلام עברית", "a\u200db"):
        assert visible(words) == words


def test_a_heading_is_for_people_only() -> None:
    for as_json, expected in ((False, "\nSigning\n"), (True, "")):
        out = StringIO()
        Output(out, StringIO(), json=as_json).heading("Signing")
        assert out.getvalue() == expected
