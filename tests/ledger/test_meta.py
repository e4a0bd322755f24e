"""The envelope of an event, and the context that it is made from."""

from __future__ import annotations

import json

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from tallies import context

from ledger.errors import LedgerError
from ledger.meta import Meta, meta_bytes, named_files, read_meta

META = Meta(
    actor="ann",
    authentication="passkey",
    causation_id="",
    correlation_id="c-1",
    event_id="e-1",
    idempotency_key="k-1",
    on_behalf_of="",
    software="tests/1",
)
NAMES = st.from_regex(r"[A-Za-z0-9._:/-]{1,128}", fullmatch=True)


def test_what_was_written_is_read_back() -> None:
    assert read_meta(meta_bytes(META)) == META


@given(st.lists(NAMES, min_size=8, max_size=8))
def test_the_bytes_are_those_of_rfc_8785(values: list[str]) -> None:
    fields = [field for field in Meta.__struct_fields__ if field not in {"format", "files"}]
    meta = msgspec.structs.replace(META, **dict(zip(fields, values, strict=True)))
    for one in (meta, msgspec.structs.replace(meta, files=("0a" * 32, "0b" * 32))):
        assert meta_bytes(one) == rfc8785.dumps(json.loads(meta_bytes(one)))
        assert read_meta(meta_bytes(one)) == one


def test_without_files_an_envelope_says_nothing_of_any() -> None:
    assert named_files(()) is msgspec.UNSET
    assert b"files" not in meta_bytes(META)
    assert named_files([bytes(32)]) == ("00" * 32,)


@pytest.mark.parametrize(
    "stored",
    [
        b"",
        b"{}",
        b"\xff",
        meta_bytes(META) + b"\n",
        meta_bytes(META).replace(b'"actor":"ann",', b'"actor":"bob","actor":"ann",'),
        meta_bytes(META).replace(b'"software"', b'"hardware":"","software"'),
        meta_bytes(META).replace(b'"format"', b'"files":[],"format"'),
        meta_bytes(META).replace(b'"format"', b'"files":["0A"],"format"'),
    ],
)
def test_an_envelope_that_this_program_would_not_have_written_is_refused(stored: bytes) -> None:
    with pytest.raises(LedgerError) as wrong:
        read_meta(stored)
    assert wrong.value.code == "meta_unreadable"


@pytest.mark.parametrize(
    "field", ["actor", "authentication", "correlation_id", "idempotency_key", "on_behalf_of"]
)
@pytest.mark.parametrize("value", ["Ann Lee", "ann@mail", "x" * 129, "a\n", "ä"])
def test_a_context_holds_names_and_nothing_that_reads_like_a_person(field: str, value: str) -> None:
    with pytest.raises(LedgerError) as wrong:
        msgspec.structs.replace(context(), **{field: value})
    assert (wrong.value.code, wrong.value.facts) == ("context_malformed", {"field": field})


def test_a_context_without_an_actor_is_refused() -> None:
    with pytest.raises(LedgerError) as wrong:
        msgspec.structs.replace(context(), actor="")
    assert wrong.value.facts == {"field": "actor"}
