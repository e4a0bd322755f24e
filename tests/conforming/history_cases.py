"""Cases of the history: its order, what opens under which key, and what is told of a person."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Final

from conforming.case import (
    BOTH,
    WHOLE,
    Case,
    bundle_of,
    closed,
    evidence_of,
    fails,
    holds,
    with_event,
)
from conforming.logs import RecordingLog, recorded, sealed_as
from msgspec import to_builtins
from msgspec.structs import replace
from proven import (
    DEAL,
    NAME,
    OTHER_DEAL,
    MadeLog,
    made_log,
    sealed_name,
)

from ledger.evidence.bundle import Bundle
from ledger.evidence.manifest import ShownField

HISTORY: Final = "history"
KIND: Final = "deal.comment_made.v1"
_SALT: Final = NAME.salt.hex()
_SEALED: Final[Mapping[str, object]] = to_builtins(sealed_name())


def cases() -> Iterator[Case]:
    """Yield the cases of the history."""
    yield from _whole()
    yield from _out_of_order()
    yield from _keys()
    yield from _contents()
    yield from _persons()


def _whole() -> Iterator[Case]:
    yield holds("whole", "A deal of three events, with a person shown and a paper.")
    one = MadeLog()
    one.append(DEAL, "deal.opened.v1", {})
    yield holds("one_event", "The history is one event.", bundle_of(one))
    yield holds("nothing_opened", "The reader may open nothing.", closed(WHOLE))
    partly = with_event(WHOLE, 3, event_key="")
    yield holds("partly_opened", "The reader may not open the last event.", partly)
    clear = MadeLog()
    clear.append(DEAL, "rates.pinned.v1", {"rate": "7.1"}, clear=True)
    yield holds("in_clear", "An event is recorded in clear.", bundle_of(clear))
    yield holds("same_instant", "Two events are of one microsecond.", _at_once())
    unknown = RecordingLog()
    unknown.record(b"\x02 sealed in a way that is not known")
    yield holds(
        "closed_in_unknown_form", "What stays closed may have any form.", bundle_of(unknown)
    )


def _at_once() -> Bundle:
    log = MadeLog()
    for _ in range(2):
        log.append(DEAL, KIND, {})
        log.clock -= 1
    return bundle_of(log)


def _out_of_order() -> Iterator[Case]:
    earlier = MadeLog()
    earlier.append(DEAL, KIND, {})
    earlier.clock -= 2
    earlier.append(DEAL, KIND, {})
    unread = closed(WHOLE)
    for name, about, bundle in (
        ("version_gap", "Version 2 is left out.", with_event(unread, 2, version=4)),
        ("version_twice", "Version 1 comes twice.", with_event(unread, 2, version=1)),
        ("version_from_2", "The history begins at version 2.", _from_second(unread)),
        ("event_taken_out", "An event is taken out.", _without(WHOLE, 2)),
        ("position_back", "Positions go back.", with_event(unread, 2, position=1)),
        ("position_same", "Two events have one position.", _same_position(unread)),
        ("time_back", "The log recorded a time before the last.", bundle_of(earlier)),
        ("events_swapped", "Two events have changed places.", _swapped(WHOLE)),
    ):
        yield fails(name, HISTORY, about, bundle)


def _from_second(bundle: Bundle) -> Bundle:
    for version in (1, 2, 3):
        bundle = with_event(bundle, version, version=version + 1)
    return bundle


def _same_position(bundle: Bundle) -> Bundle:
    return with_event(bundle, 3, position=bundle.entries[1].position)


def _without(bundle: Bundle, version: int) -> Bundle:
    entries, events = list(bundle.entries), list(bundle.events)
    del entries[version - 1], events[version - 1]
    manifest = replace(bundle.manifest, events=tuple(entries))
    return replace(bundle, manifest=manifest, events=tuple(events))


def _swapped(bundle: Bundle) -> Bundle:
    one, two, three = bundle.entries
    first, second, third = bundle.events
    manifest = replace(bundle.manifest, events=(one, three, two))
    return replace(bundle, manifest=manifest, events=(first, third, second))


def _keys() -> Iterator[Case]:
    clear = MadeLog()
    clear.append(DEAL, "rates.pinned.v1", {}, clear=True)
    other = made_log().bundle(OTHER_DEAL, *BOTH)
    plain = json.dumps({"type": KIND}).encode()
    elsewhere, key = sealed_as(plain, "deal.other.v1")
    torn, torn_key = sealed_as(plain, KIND)
    tag = torn[:-1] + bytes([torn[-1] ^ 1])
    promised, promised_key = sealed_as(plain, KIND, committed_to=bytes(32))
    unlike = with_event(WHOLE, 2, event_key=WHOLE.entries[2].event_key)
    theirs = with_event(WHOLE, 2, event_key=other.entries[1].event_key)
    for name, about, bundle in (
        ("key_zero", "A key of zeros opens nothing.", with_event(WHOLE, 2, event_key="00" * 32)),
        ("key_of_next_event", "A key is that of the next event.", unlike),
        ("key_of_another_deal", "A key is that of another deal's event.", theirs),
        ("key_for_clear", "A key is given for what is in clear.", _with_key(bundle_of(clear))),
        ("sealed_as_another_type", "It was sealed as of another type.", recorded(elsewhere, key)),
        ("sealed_with_broken_tag", "The log recorded a broken tag.", recorded(tag, torn_key)),
        ("sealed_for_two_keys", "It commits to another key.", recorded(promised, promised_key)),
        ("sealed_too_short", "It is too short to be sealed.", recorded(torn[:76], torn_key)),
        ("sealed_in_unknown_form", "It is not sealed as we do.", _unknown_form(torn, torn_key)),
        ("sealed_empty", "Nothing was recorded, and a key given.", recorded(b"", torn_key)),
    ):
        yield fails(name, HISTORY, about, bundle)


def _with_key(bundle: Bundle) -> Bundle:
    return with_event(bundle, 1, event_key="00" * 32)


def _unknown_form(sealed: bytes, key: str) -> Bundle:
    return recorded(b"\x02" + sealed[1:], key)


def _said(more: bytes) -> bytes:
    return b'{"type":"%s",%s}' % (KIND.encode(), more)


_MISSPELT = (
    (
        "type_twice",
        "Its type comes twice.",
        b'{"type":"deal.other.v1","type":"%s"}' % KIND.encode(),
    ),
    ("key_twice", "A key comes twice.", _said(b'"of":{"n":1,"n":2}')),
    ("key_twice_escaped", "A key comes twice, once escaped.", _said(b'"n":1,"\\u006e":2')),
    ("number_endless", "A number is beyond what a program can hold.", _said(b'"n":1e400')),
    ("number_large", "A number is not exact in every program.", _said(b'"n":9007199254740992')),
    ("number_fraction", "A number is not whole.", _said(b'"n":0.5')),
    ("number_exponent", "A number has an exponent.", _said(b'"n":1e2')),
    ("number_minus_zero", "A number is less than nothing, and nothing.", _said(b'"n":-0')),
    ("half_a_character", "A text ends in half a character.", _said(b'"n":"\\ud800"')),
    ("half_a_character_in_key", "A key is half a character.", _said(b'"\\udc00":1')),
    ("escaped_letter", "A letter is escaped that need not be.", _said(b'"n":"\\u0041"')),
    ("escaped_slash", "A slash is escaped.", _said(b'"n":"\\/"')),
    ("blank", "There is a blank in it.", _said(b'"n": 1')),
    ("newline_behind", "There is a newline behind it.", _said(b'"n":1') + b"\n"),
    ("too_deep", "It is a list in a list, 64 deep.", _said(b'"n":' + b"[" * 64 + b"]" * 64)),
    ("deeper", "It is a list in a list, 5,000 deep.", _said(b'"n":' + b"[" * 5000 + b"]" * 5000)),
)
_SPELT = (
    ("numbers", "Its numbers are exact.", _said(b'"n":[0,-1,9007199254740991,-9007199254740991]')),
    ("deep", "It is as deep as may be.", _said(b'"n":' + b"[" * 63 + b"]" * 63)),
    ("prototype", "A key is called __proto__.", _said(b'"__proto__":{"type":"deal.other.v1"}')),
    (
        "letters",
        "It has odd letters.",
        _said('"n":"\\u0000\\u001f\x7f\u2028\U0001f600\\"\\\\/"'.encode()),
    ),
    (
        "keys_of_digits",
        "Its keys are numbers, in no order.",
        _said(b'"n":{"b":{},"2":[],"1":true}'),
    ),
)


def _contents() -> Iterator[Case]:
    for name, about, plain in _SPELT:
        payload, key = sealed_as(plain, KIND)
        yield holds(f"content_{name}", f"An event is opened: {about}", recorded(payload, key))
    for name, why, plain in _MISSPELT:
        payload, key = sealed_as(plain, KIND)
        about = f"What was sealed is opened: {why}"
        yield fails(f"content_{name}", HISTORY, about, recorded(payload, key))
    for name, about, plain in (
        ("content_of_another_type", "It says to be of another type.", b'{"type":"deal.other.v1"}'),
        ("content_without_type", "It does not say its type.", b"{}"),
        ("content_not_json", "It is not JSON.", b"hello"),
        ("content_empty", "It is empty.", b""),
        ("content_list", "It is a list.", b'["deal.comment_made.v1"]'),
        ("content_not_utf8", "It is not UTF-8.", b'{"type":"deal.comment_made.v1","x":"\xff"}'),
        ("content_type_is_number", "Its type is a number.", b'{"type":1}'),
        ("content_nested", "It is a deep nest of brackets.", b'{"x":' + b"[" * 5_000),
    ):
        payload, key = sealed_as(plain, KIND)
        yield fails(name, HISTORY, f"What was sealed is opened: {about}", recorded(payload, key))


def _shown(pointer: str = "/who/name", salt: str = _SALT, text: str = NAME.text) -> Bundle:
    return with_event(WHOLE, 1, shown=(ShownField(pointer=pointer, salt=salt, text=text),))


def _persons() -> Iterator[Case]:
    for name, about, bundle in (
        ("person_other_name", "Another name is told.", _shown(text="Jana R\u00fchl")),
        ("person_composed_otherwise", "A letter is composed otherwise.", _shown(text=_composed())),
        ("person_other_salt", "Another salt is told.", _shown(salt="00" * 32)),
        ("person_elsewhere", "A pointer leads nowhere.", _shown("/who/names")),
        ("person_not_a_field", "A pointer leads to no field.", _shown("/who")),
        ("person_below_field", "A pointer leads below a field.", _shown("/who/name/kid/x")),
        ("person_pointer_bare", "A pointer does not begin with a slash.", _shown("who/name")),
        ("person_pointer_empty", "A pointer is empty.", _shown("")),
        ("person_pointer_long", "A pointer has a slash too many.", _shown("//who/name")),
        ("person_of_closed_event", "It is closed.", with_event(WHOLE, 1, event_key="")),
        ("person_in_list", "A pointer counts in a list.", _person_in({"who": [_SEALED]}, "/who/0")),
        ("person_field_odd", "The field has a key more.", _person_in({"who": _ODD}, "/who")),
        ("person_field_short", "Its commitment is short.", _person_in({"who": _SHORT}, "/who")),
    ):
        yield fails(name, HISTORY, f"Of a person: {about}", bundle)
    names = {"a/b": {"~1": _SEALED}}
    escaped = _person_in(names, "/a~1b/~01")
    yield holds("person_pointer_escaped", "A pointer has its escapes.", escaped)
    yield holds("persons_twice", "A field is told twice.", _twice())
    yield holds("fifty_events", "A deal of fifty events.", evidence_of(50))


_ODD: Final = {**_SEALED, "more": ""}
_SHORT: Final = {**_SEALED, "commitment": "AAAA"}


def _composed() -> str:
    return NAME.text.replace("\u00fc", "u\u0308")


def _person_in(says: Mapping[str, object], pointer: str) -> Bundle:
    log = MadeLog()
    log.append(DEAL, "deal.opened.v1", says)
    field = ShownField(pointer=pointer, salt=_SALT, text=NAME.text)
    return with_event(bundle_of(log), 1, shown=(field,))


def _twice() -> Bundle:
    (field,) = WHOLE.entries[0].shown
    return with_event(WHOLE, 1, shown=(field, field))
