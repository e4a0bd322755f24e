"""What an event says has one spelling: no two programs read it differently."""

from __future__ import annotations

import msgspec
import pytest
from keyring import refused

from ledger.evidence.contents import DEPTH_MAX, INTEGER_MAX, document_of


@pytest.mark.parametrize(
    "plain",
    [
        b"{}",
        b'{"n":[0,-1,true,false,null,"",{}]}',
        b'{"n":%d,"m":-%d}' % (INTEGER_MAX, INTEGER_MAX),
        b'{"__proto__":{"n":1},"2":1,"1":2}',
        '{"n":"\\u0000\\u001f\x7f\u2028\U0001f600\\"\\\\/"}'.encode(),
        b'{"n":' + b"[" * (DEPTH_MAX - 1) + b"]" * (DEPTH_MAX - 1) + b"}",
    ],
)
def test_what_is_spelt_so_is_read_as_it_is(plain: bytes) -> None:
    assert msgspec.json.encode(document_of(plain)) == plain


@pytest.mark.parametrize(
    "plain",
    [
        b"",
        b"[]",
        b'{"n":"\xff"}',
        b'{"n":1,"n":1}',
        b'{"of":{"n":1,"n":2}}',
        b'{"n":1,"\\u006e":2}',
        b'{"n":1e400}',
        b'{"n":0.5}',
        b'{"n":[1e2]}',
        b'{"n":-0}',
        b'{"n":%d}' % (INTEGER_MAX + 1),
        b'{"n":-%d}' % (INTEGER_MAX + 1),
        b'{"n":' + b"9" * 5_000 + b"}",
        b'{"n":"\\ud800"}',
        b'{"\\udc00":1}',
        b'{"n":"\\/"}',
        b'{"n": 1}',
        b'{"n":1}\n',
        b'{"n":' + b"[" * DEPTH_MAX + b"]" * DEPTH_MAX + b"}",
        b'{"n":' + b'{"n":' * DEPTH_MAX + b"1" + b"}" * DEPTH_MAX + b"}",
        b'{"n":' + b"[" * 100_000,
    ],
)
def test_whatever_has_a_second_spelling_or_reading_is_refused(plain: bytes) -> None:
    with refused("history_unreadable"):
        document_of(plain)
