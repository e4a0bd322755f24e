"""Every setting does something."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest
from house.source import python_files, tree

from api.settings import Settings, Unit


@cache
def used() -> frozenset[str]:
    """Return every attribute that is asked for anywhere but where settings are told."""
    files = (file for file in python_files("api") if file != Path("api/settings.py"))
    nodes = (node for file in files for node in ast.walk(tree(file)))
    return frozenset(node.attr for node in nodes if isinstance(node, ast.Attribute))


@pytest.mark.parametrize("name", Settings.model_fields)
def test_a_setting_is_read_somewhere(name: str) -> None:
    assert name in used()


@pytest.mark.parametrize("name", Settings.model_fields)
def test_a_setting_has_a_unit_a_default_and_a_meaning(name: str) -> None:
    field = Settings.model_fields[name]
    assert [item.name for item in field.metadata if isinstance(item, Unit)]
    assert not field.is_required()
    assert (field.description or "").endswith(".")
