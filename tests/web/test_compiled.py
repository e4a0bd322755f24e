"""What templates were compiled to is kept for the processes that come after."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from api.web.compiled import Compiled
from api.web.templates import compile_all, environment
from api.web.tongues import CHINESE, ENGLISH

GREETING = {"desk/hello.html": "Hello {{ name }}"}


@pytest.fixture(autouse=True)
def _written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be kept, also where Python is told to keep nothing."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


def greeted(folder: Path, *made_by: str, **templates: str) -> str:
    """Render a greeting as a process would that has just begun."""
    given = GREETING | {name.replace("_", "/") + ".html": text for name, text in templates.items()}
    made = Environment(
        loader=DictLoader(given), autoescape=True, bytecode_cache=Compiled(made_by, folder)
    )
    return made.get_template("desk/hello.html").render(name="Lin")


def kept_in(folder: Path) -> Path:
    """Return the one file that is kept."""
    (kept,) = (folder / "__pycache__").iterdir()
    return kept


def test_what_was_compiled_is_read_by_the_next_process(tmp_path: Path) -> None:
    assert greeted(tmp_path) == "Hello Lin"
    kept = kept_in(tmp_path)
    assert kept.name == f"desk+hello.html.{sys.implementation.cache_tag}.pyc"
    compiled = kept.read_bytes()
    kept.write_bytes(compiled.replace(b"Hello ", b"Howdy "))
    assert greeted(tmp_path) == "Howdy Lin"


def test_a_template_that_was_changed_is_compiled_anew(tmp_path: Path) -> None:
    greeted(tmp_path)
    assert greeted(tmp_path, desk_hello="Bye {{ name }}") == "Bye Lin"
    assert b"Bye" in kept_in(tmp_path).read_bytes()


def test_what_another_kind_of_environment_compiled_is_not_taken(tmp_path: Path) -> None:
    greeted(tmp_path, "filter")
    kept = kept_in(tmp_path)
    kept.write_bytes(kept.read_bytes().replace(b"Hello ", b"Howdy "))
    assert greeted(tmp_path, "filter") == "Howdy Lin"
    assert greeted(tmp_path, "filters") == "Hello Lin"


@pytest.mark.parametrize("octets", [0, 10, 40, 80, 200])
def test_what_is_broken_is_compiled_anew(tmp_path: Path, octets: int) -> None:
    greeted(tmp_path)
    kept = kept_in(tmp_path)
    whole = kept.read_bytes()
    kept.write_bytes(whole[:octets])
    assert greeted(tmp_path) == "Hello Lin"
    assert kept.read_bytes() == whole


def test_where_nothing_can_be_written_it_is_compiled_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "__pycache__").write_text("no folder", "utf-8")
    assert greeted(tmp_path) == "Hello Lin"


def test_nothing_is_written_where_python_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert greeted(tmp_path) == "Hello Lin"
    assert not [*tmp_path.iterdir()]


def test_what_a_filter_says_of_a_word_in_a_template_is_said_in_the_language_of_the_reader() -> None:
    said = [
        environment(tongue).from_string('{{ "draft" | stage_name }}').render()
        for tongue in (ENGLISH, CHINESE)
    ]
    assert said == ["Draft", "草稿"]


def test_another_process_compiles_nothing_anew() -> None:
    compile_all()
    told = (
        "import jinja2, api.web.templates as templates\n"
        "jinja2.Environment.compile = None\n"
        "templates.compile_all()\n"
    )
    subprocess.run([sys.executable, "-c", told], check=True)
