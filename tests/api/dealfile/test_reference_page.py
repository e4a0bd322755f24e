"""The reference page tells every key, every move and every fault; its samples are a deal file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest
from dealfiles import PAGE, SAMPLE, given_sample
from msgspec import inspect

from api.dealfile.codes import CourseCode, FormCode, PartsCode, ShapeCode
from api.dealfile.document import AnyMove, DealFile

CODES = [code for kind in (FormCode, ShapeCode, PartsCode, CourseCode) for code in get_args(kind)]
MOVES = [str(inspect.type_info(move).tag) for move in get_args(AnyMove)]  # type: ignore[attr-defined]  # a struct each


def keys_of(wanted: inspect.Type) -> Iterator[str]:
    """Yield every key that a struct, and what it holds, can have."""
    match wanted:
        case inspect.StructType(fields=fields):
            for field in fields:
                yield field.encode_name
                yield from keys_of(field.type)
        case inspect.UnionType(types=types):
            for member in types:
                yield from keys_of(member)
        case inspect.VarTupleType(item_type=inner) | inspect.DictType(value_type=inner):
            yield from keys_of(inner)
        case _:
            return


def test_the_samples_put_together_are_a_deal_file() -> None:
    assert given_sample().then_read().deal.leading == "contract"


@pytest.mark.parametrize("key", sorted(set(keys_of(inspect.type_info(DealFile)))))
def test_the_page_tells_the_key(key: str) -> None:
    assert f" {key}:" in SAMPLE or f"\n{key}:" in f"\n{SAMPLE}" or f"`{key}`" in PAGE


@pytest.mark.parametrize("move", MOVES)
def test_the_page_has_a_sample_of_the_move(move: str) -> None:
    assert f"  - do: {move}\n" in SAMPLE


@pytest.mark.parametrize("code", CODES)
def test_the_page_tells_the_fault(code: str) -> None:
    assert f"`{code}`" in PAGE
