"""The head map: one root for one content, and for each stream one answer that it proves."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import LedgerError
from ledger.proof.headmap import NO_STREAM, Head, HeadMap

ids = st.integers(0, 40).map(lambda number: sha256(b"stream %d" % number).digest()[:16])
HEADS = st.builds(Head, st.integers(1, 2**63 - 1), st.binary(min_size=32, max_size=32))
CONTENTS = st.dictionaries(ids, HEADS, max_size=30)


def naive_root(heads: dict[bytes, Head]) -> bytes:
    """Return the root as the definition has it, over bits written out."""
    leaves = {}
    for stream_id, head in heads.items():
        key = sha256(b"counterseal/head-key/v1\0" + stream_id).digest()
        said = head.version.to_bytes(8, "big") + head.leaf_hash
        value = sha256(b"counterseal/head/v1\0" + said).digest()
        leaves[f"{int.from_bytes(key, 'big'):0256b}"] = sha256(b"\x02" + key + value).digest()

    def over(bits: str) -> bytes:
        below = [hash_ for key, hash_ in leaves.items() if key.startswith(bits)]
        if len(below) < 2:
            return below[0] if below else bytes(32)
        return sha256(b"\x03" + over(bits + "0") + over(bits + "1")).digest()

    return over("")


@given(CONTENTS)
def test_the_root_is_that_of_the_definition(heads: dict[bytes, Head]) -> None:
    assert HeadMap().updated(heads).root == naive_root(heads)


@given(st.lists(CONTENTS, max_size=6))
def test_the_root_does_not_depend_on_how_the_map_came_about(steps: list[dict[bytes, Head]]) -> None:
    grown, content = HeadMap(), dict[bytes, Head]()
    for step in steps:
        grown, content = grown.updated(step), content | step
    assert grown.root == HeadMap().updated(content).root


@given(CONTENTS, CONTENTS)
def test_a_map_stays_as_it_is_when_another_is_made_of_it(
    heads: dict[bytes, Head], later: dict[bytes, Head]
) -> None:
    before = HeadMap().updated(heads)
    root = before.root
    before.updated(later)
    assert before.root == root == naive_root(heads)


def test_a_map_without_streams_has_no_streams_as_its_root() -> None:
    assert HeadMap().root == NO_STREAM
    assert HeadMap().updated({}) == HeadMap()


@given(CONTENTS.filter(bool), st.data())
def test_any_other_head_makes_another_root(heads: dict[bytes, Head], data: st.DataObject) -> None:
    stream_id, other = data.draw(st.sampled_from(list(heads))), data.draw(HEADS)
    changed = HeadMap().updated(heads | {stream_id: other})
    assert (changed.root == HeadMap().updated(heads).root) == (other == heads[stream_id])


@pytest.mark.parametrize(
    ("stream_id", "version", "length"),
    [
        (bytes(15), 1, 32),
        (bytes(17), 1, 32),
        (bytes(16), 0, 32),
        (bytes(16), -1, 32),
        (bytes(16), 2**63, 32),
        (bytes(16), 1, 31),
    ],
)
def test_what_cannot_be_a_head_is_refused(stream_id: bytes, version: int, length: int) -> None:
    with pytest.raises(LedgerError) as refused:
        HeadMap().updated({stream_id: Head(version, bytes(length))})
    assert refused.value.code == "head_malformed"
