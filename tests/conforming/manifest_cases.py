"""Cases of the manifest, the recipe, and of members that are no row of hashes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from conforming.case import MEMBERS, Case, fails, stays_open, with_member

_WRITTEN: Final = MEMBERS["manifest.json"]
_SAYS: Final = json.loads(_WRITTEN)
_DEEP: Final = 5_000

REWRITTEN: Final[dict[str, tuple[str, bytes, bytes]]] = {
    "key_twice": ("a key comes twice", b'"format":', b'"format":"x","format":'),
    "key_twice_alike": (
        "a key comes twice with one value",
        b'"version":1}',
        b'"version":1,"version":1}',
    ),
    "blank": ("a blank stands between two values", b'","', b'", "'),
    "escaped_letter": ("a letter is written as an escape", b"deal.opened", b"\\u0064eal.opened"),
    "escaped_slash": ("a slash is written with a backslash", b"evidence/v1", b"evidence\\/v1"),
    "number_float": ("a version is written 1.0", b'"version":1}', b'"version":1.0}'),
    "number_exponent": ("a version is written 1e0", b'"version":1}', b'"version":1e0}'),
    "number_minus": ("a version is negative", b'"version":1}', b'"version":-1}'),
    "number_zero": ("a version is zero", b'"version":1}', b'"version":0}'),
    "number_leading_zero": ("a version is written 01", b'"version":1}', b'"version":01}'),
    "number_text": ("a version is text", b'"version":1}', b'"version":"1"}'),
    "number_large": ("a version is above 2^53", b'"version":1}', b'"version":9007199254740993}'),
    "number_nan": ("a version is NaN", b'"version":1}', b'"version":NaN}'),
    "key_unknown": ("there is an unknown key", b'"version":1}', b'"version":1,"zone":"UTC"}'),
    "key_missing": ("a key is missing", b',"version":1}', b"}"),
    "log_upper_case": ("the log's id is in capitals", b'"log":"1', b'"log":"A'),
    "log_without_dashes": (
        "the log's id has no dashes",
        b"10000000-0000-8000-8000-000000000001",
        b"10000000000080008000000000000001",
    ),
    "type_capital": ("a type has a capital letter", b"deal.opened", b"deal.Opened"),
    "digest_short": ("the salt of an event is short", b'"salt":"', b'"salt":"00'),
    "format_missing": ("the format is missing", b'"format":"counterseal/evidence/v1",', b""),
    "format_number": ("the format is a number", b'"counterseal/evidence/v1"', b"1"),
    "text_lone_surrogate": ("a text is half a letter", b'"text":"Jana', b'"text":"\\ud800'),
    "comma_behind": ("a comma stands behind the last value", b'"version":1}', b'"version":1,}'),
}


def cases() -> Iterator[Case]:
    """Yield the cases of what the members say; all but one are refused by the first check."""
    for name, (about, old, new) in REWRITTEN.items():
        yield _manifest(name, f"In the manifest, {about}.", _rewritten(old, new))
    for name, about, written in _other_spellings():
        yield _manifest(name, about, written)
    yield from _other_contents()
    later = _rewritten(b"evidence/v1", b"evidence/v2")
    about = "The bundle is in a format that is not known."
    yield stays_open("format_unknown", "bundle", about, with_member("manifest.json", later))


def _rewritten(old: bytes, new: bytes) -> bytes:
    assert old in _WRITTEN, old
    return _WRITTEN.replace(old, new, 1)


def _manifest(name: str, about: str, written: bytes) -> Case:
    return fails(f"manifest_{name}", "bundle", about, with_member("manifest.json", written))


def _other_spellings() -> Iterator[tuple[str, str, bytes]]:
    ordered = dict(reversed(_SAYS.items()))
    upper = re.sub(rb'"salt":"[0-9a-f]{64}"', lambda found: found[0].upper(), _WRITTEN, count=1)
    nested = b'{"format":"counterseal/evidence/v1","x":' + b"[" * _DEEP + b"]" * _DEEP + b"}"
    yield "newline_behind", "A newline ends the manifest.", _WRITTEN + b"\n"
    yield "keys_in_other_order", "Keys stand in another order.", _compact(ordered)
    yield "digest_upper_case", "A salt is written in capitals.", upper.replace(b"SALT", b"salt")
    yield "byte_order_mark", "A byte order mark begins the manifest.", b"\xef\xbb\xbf" + _WRITTEN
    yield "utf16", "The manifest is in UTF-16.", _WRITTEN.decode().encode("utf-16-le")
    yield "not_utf8", "The manifest is not UTF-8.", _WRITTEN.replace(b"Jana", b"\xff\xfe\xfd\xfc")
    yield "nested", "The manifest is a deep nest of brackets.", nested
    yield "list", "The manifest is a list.", b"[" + _WRITTEN + b"]"
    yield "empty", "The manifest is empty.", b""
    yield "null", "The manifest is null.", b"null"
    yield "no_events", "The manifest has no events.", _changed(events=[])
    yield "earlier_false", "It is written that there is no earlier head.", _changed(earlier=False)
    yield (
        "witnesses_unsorted",
        "Witnesses are not in order.",
        _changed(witnesses=_SAYS["witnesses"][::-1]),
    )
    yield (
        "witnesses_twice",
        "A witness is named twice.",
        _changed(witnesses=_SAYS["witnesses"][:1] * 2),
    )
    yield "files_empty", "An empty list of files is written.", _changed(files=[])
    yield "shown_empty", "An empty list of fields is written.", _first(shown=[])
    yield "key_is_empty", "An empty event key is written.", _first(event_key="")
    yield "key_null", "An event key is null.", _first(event_key=None)
    yield "type_long", "A type has 101 letters.", _first(type="a" * 101)
    yield "type_empty", "A type is empty.", _first(type="")
    yield "version_true", "A version is true.", _first(version=True)
    yield "head_map_missing", "The manifest says nothing of a head map.", _changed(head_map=None)
    yield "unknown_key_at_top", "There is an unknown key.", _changed(note="hello")
    yield "prototype", "There is a key that some languages treat as theirs.", _prototype()


def _compact(says: object) -> bytes:
    return json.dumps(says, ensure_ascii=False, separators=(",", ":")).encode()


def _changed(**changes: object) -> bytes:
    return _compact(dict(sorted({**_SAYS, **changes}.items())))


def _first(**changes: object) -> bytes:
    first, *others = _SAYS["events"]
    return _changed(events=[dict(sorted({**first, **changes}.items())), *others])


def _prototype() -> bytes:
    return b'{"__proto__":{"format":"x"},' + _WRITTEN[1:]


def _other_contents() -> Iterator[Case]:
    proof = MEMBERS["head-map/proof"]
    deep = b"\0" + (257).to_bytes(2, "big") + bytes(32 * 257)
    for name, about, member, content in (
        ("readme_changed", "The recipe is another one.", "README.md", b"Trust me.\n"),
        (
            "readme_newline",
            "A line is added to the recipe.",
            "README.md",
            MEMBERS["README.md"] + b"\n",
        ),
        ("inclusion_torn", "An inclusion proof has 31 bytes.", "events/00002.inclusion", bytes(31)),
        ("inclusion_of_64", "A proof has 64 hashes.", "events/00002.inclusion", bytes(2048)),
        ("head_map_inclusion_torn", "The map's has 33 bytes.", "head-map/inclusion", bytes(33)),
        ("head_proof_empty", "The proof from the head map is empty.", "head-map/proof", b""),
        ("head_proof_torn", "It is cut off in a hash.", "head-map/proof", proof[:-1]),
        ("head_proof_short", "It has a hash less than it says.", "head-map/proof", proof[:-32]),
        ("head_proof_long", "A byte stands behind it.", "head-map/proof", proof + b"\0"),
        ("head_proof_kind_2", "It is of an unknown kind.", "head-map/proof", b"\2" + proof[1:]),
        ("head_proof_depth_257", "It is deeper than a key has bits.", "head-map/proof", deep),
    ):
        yield fails(name, "bundle", about, with_member(member, content))
