"""Checkpoints: three lines and perhaps more, each with one spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from proving import ORIGIN, root

from ledger.errors import LedgerError
from ledger.proof.checkpoint import Checkpoint, checkpoint_text, parse_checkpoint
from ledger.proof.encoding import SIZE_MAX, to_base64

ROOT = to_base64(root(7))
EMPTY = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
LINES = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="".join(map(chr, range(32)))),
    min_size=1,
    max_size=60,
)


@given(
    LINES,
    st.integers(1, SIZE_MAX),
    st.binary(min_size=32, max_size=32),
    st.lists(LINES, max_size=3).map(tuple),
)
def test_a_checkpoint_is_read_back(
    origin: str, size: int, hashed: bytes, extensions: tuple[str, ...]
) -> None:
    checkpoint = Checkpoint(origin, size, hashed, extensions)
    assert parse_checkpoint(checkpoint_text(checkpoint)) == checkpoint


def test_the_published_examples_are_read() -> None:
    sofa = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    assert parse_checkpoint(sofa).size == 20_852_163
    spaced = "go.sum database tree\n15067302\ngJyioq6dwR9n+NjEWORfYmH+ubeYm3kH42BBQ0bTpYI=\n"
    assert parse_checkpoint(spaced).origin == "go.sum database tree"
    assert parse_checkpoint(f"{ORIGIN}\n0\n{EMPTY}\n").root == root(0)


@pytest.mark.parametrize(
    "text",
    [
        *("", "\n", "\n\n\n", ORIGIN, f"{ORIGIN}\n", f"{ORIGIN}\n7\n", f"{ORIGIN}\n7\n{ROOT}"),
        *(
            f"\n7\n{ROOT}\n",
            f"{ORIGIN}\n\n{ROOT}\n",
            f"{ORIGIN}\n7\n\n",
            f"{ORIGIN}\n7\n{ROOT}\n\n",
        ),
        *(f"{ORIGIN}\n{size}\n{ROOT}\n" for size in ("07", "00", "-7", "+7", " 7", "7 ", "7.0")),
        *(f"{ORIGIN}\n{size}\n{ROOT}\n" for size in ("0x7", "7e1", "\u0667", "7_0", str(2**63))),
        f"{ORIGIN}\n0\n{ROOT}\n",
        f"{ORIGIN}\n7\n{ROOT[:-1]}\n",
        f"{ORIGIN}\n7\n{ROOT[:-2]}{chr(ord(ROOT[-2]) + 1)}=\n",
        f"{ORIGIN}\n7\n{ROOT} \n",
        f"{ORIGIN}\n7\n{to_base64(bytes(31))}\n",
        f"{ORIGIN}\n7\n{to_base64(bytes(33))}\n",
        f"{ORIGIN}\n7\n{ROOT}\nextension\tline\n",
        f"{ORIGIN}\r\n7\n{ROOT}\n",
        f"{'x' * 256}\n7\n{ROOT}\n",
    ],
)
def test_any_other_spelling_is_refused(text: str) -> None:
    with pytest.raises(LedgerError) as refused:
        parse_checkpoint(text)
    assert refused.value.code == "checkpoint_malformed"


def test_an_origin_may_be_as_long_as_its_bound() -> None:
    checkpoint = Checkpoint("x" * 255, SIZE_MAX, root(7))
    assert parse_checkpoint(checkpoint_text(checkpoint)) == checkpoint
