"""Cases of the policy: without one, or with one that is none, nothing can be decided."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Final

from conforming.case import RULES, WHOLE, Case, fails, holds, stays_open, with_member
from msgspec.structs import replace
from proven import DEAL, POLICY, made_log, with_disclosures
from proving import CHAMBER, ORIGIN, log_key, witness_key

from ledger.proof.cosignature import sign_text
from ledger.proof.note import Note, note_bytes, parse_note
from ledger.proof.policy import Group, Log, Policy, Witness
from ledger.proof.policy_file import policy_text
from ledger.proof.signer import SignerKey
from ledger.proof.vkey import Algorithm, verifier_key, vkey_of

_LINES: Final = RULES.decode().splitlines()
_LOG, _CHAMBER, _REGULATOR, _GROUP, _QUORUM = _LINES
_P: Final = 2**255 - 19
ALIKE: Final = tuple(sha256(b"alike %d" % number).digest() for number in (26_604, 50_537))
"""Seeds of two keys that were looked for until their ids of 4 bytes were alike."""


def cases() -> Iterator[Case]:
    """Yield the cases of the policy."""
    about = "Nobody says whom to trust: whatever a bundle says of keys counts for nothing."
    yield stays_open("policy_missing", "checkpoint", about, policy=None)
    broken = with_member("manifest.json", b"{}")
    about = "Nobody says whom to trust, and the bundle is broken as well."
    yield stays_open("policy_missing_for_broken", "checkpoint", about, broken, None)
    for name, (about, lines) in {**_in_lines(), **_in_keys()}.items():
        octets = "".join(f"{line}\n" for line in lines).encode()
        yield stays_open(f"policy_{name}", "", f"The policy is none: {about}.", policy=octets)
    about = "The policy is none: no newline ends it."
    yield stays_open("policy_newline_missing", "", about, policy=RULES[:-1])
    yield from _written_freely()
    yield _ambiguous()


def _in_lines() -> dict[str, tuple[str, Sequence[str]]]:
    front = (_LOG, _CHAMBER, _REGULATOR)
    return {
        "empty": ("it is empty", ()),
        "quorum_missing": ("it sets no quorum", (*front, _GROUP)),
        "quorum_twice": ("it sets the quorum twice", (*_LINES, "quorum none")),
        "quorum_undefined": ("its quorum is not defined", (*front, _GROUP, "quorum all")),
        "quorum_of_two": ("its quorum has two names", (*front, _GROUP, "quorum both both")),
        "keyword_unknown": ("a line begins with an unknown word", (*_LINES, "trust everybody")),
        "keyword_capital": ("a word is in capitals", (_LOG.replace("log", "LOG"), *_LINES[1:])),
        "windows_lines": ("lines end as on Windows", [f"{line}\r" for line in _LINES]),
        "number_leading_zero": ("a number begins with 0", (*front, _group("02"), _QUORUM)),
        "number_zero": ("a group asks for none", (*front, _group("0"), _QUORUM)),
        "number_above": ("a group asks for more than it has", (*front, _group("3"), _QUORUM)),
        "number_word": ("a number is written out", (*front, _group("two"), _QUORUM)),
        "member_undefined": ("a group has an unknown member", (*front, f"{_GROUP} party", _QUORUM)),
        "member_twice": ("a member counts twice", (*front, f"{_GROUP} regulator", _QUORUM)),
        "member_below": (
            "a group comes before its member",
            (_LOG, _CHAMBER, _GROUP, _REGULATOR, _QUORUM),
        ),
        "group_empty": ("a group has no member", (*front, "group both any", _QUORUM)),
        "name_twice": ("a name is given twice", (*front, _renamed("regulator"), _GROUP, _QUORUM)),
        "name_none": ("a witness is called none", (*front, _renamed("none"), _GROUP, _QUORUM)),
        "log_too_long": ("a log has too many words", (f"{_LOG} a b", *_LINES[1:])),
        "witness_short": ("a witness has no key", ("witness regulator", *_LINES)),
        "log_twice": ("a log's key comes twice", (_LOG, *_LINES)),
        "witness_twice": ("a witness's key comes twice", (*front, _same_key(), _GROUP, _QUORUM)),
        "log_is_witness": ("a log is its own witness", (*front, _own_witness(), _GROUP, _QUORUM)),
        "witness_is_log": ("a witness is a log too", (_own_witness(), *_LINES)),
        "control_character": ("it holds a control character", (f"# \x07{_LOG}", *_LINES)),
    }


def _group(number: str) -> str:
    return _GROUP.replace(" 2 ", f" {number} ")


def _renamed(name: str) -> str:
    return f"witness {name} {vkey_of(witness_key('witness.other.example.org/1').verifier)}"


def _same_key() -> str:
    return _REGULATOR.replace("regulator", "second", 1)


def _own_witness() -> str:
    own = verifier_key("own.example.org", Algorithm.COSIGNATURE, log_key().verifier.public_key)
    return f"witness own {vkey_of(own)}"


def _in_keys() -> dict[str, tuple[str, Sequence[str]]]:
    unsound = {
        "small_order": ("a key is of small order", bytes(32)),
        "small_order_one": ("a key is the neutral point", (1).to_bytes(32, "little")),
        "small_order_minus_one": ("a key is of order two", (_P - 1).to_bytes(32, "little")),
        "small_order_8": ("a key is of order eight", _ORDER_8),
        "small_order_8_sign": (
            "a key is of order eight",
            _ORDER_8[:31] + bytes([_ORDER_8[31] | 128]),
        ),
        "second_spelling": ("a key is in a second spelling", (_P + 3).to_bytes(32, "little")),
        "off_the_curve": ("a key is no point of the curve", (2).to_bytes(32, "little")),
        "short": ("a key has 31 bytes", bytes(range(31))),
        "long": ("a key has 33 bytes", bytes(range(33))),
    }
    rest = _LINES[1:]
    made = {f"key_{n}": (why, (_log(key), *rest)) for n, (why, key) in unsound.items()}
    key = log_key().verifier.public_key
    return {
        **made,
        "key_id_wrong": ("a key's id is another's", (_LOG.replace("+c0", "+c1"), *rest)),
        "key_id_upper_case": ("a key's id is in capitals", (_LOG.replace("+c0", "+C0"), *rest)),
        "key_unpadded": ("a key's base64 is not padded", (_CHAMBER.rstrip("="), *rest)),
        "key_of_rsa": ("a key is of an unknown kind", (_log(key, 2), *rest)),
        "log_cosigns": ("a log's key is a witness's", (_log(key, Algorithm.COSIGNATURE), *rest)),
        "witness_signs": (
            "a witness's key is a log's",
            (_LOG, f"witness notary-chamber {_log(CHAMBER.verifier.public_key)[4:]}", *rest[1:]),
        ),
    }


_ORDER_8: Final = bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")


def _log(key: bytes, algorithm: int = Algorithm.ED25519) -> str:
    """Return the line of a log with a key that no library would make."""
    kind = bytes([algorithm])
    key_id = sha256(ORIGIN.encode() + b"\n" + kind + key).hexdigest()[:8]
    return f"log {ORIGIN}+{key_id}+{b64encode(kind + key).decode()}"


def _written_freely() -> Iterator[Case]:
    lines = [
        "# whom the ministry goes by",
        "",
        f"log\t{_LOG[4:]}   https://ledger.example.org/edition-2026",
        f"  {_CHAMBER} https://witness.chamber.example.org ",
        f"\t{_REGULATOR}",
        "\t# both of them",
        _GROUP.replace(" 2 ", " all "),
        f"{_QUORUM}  ",
    ]
    octets = "".join(f"{line}\n" for line in lines).encode()
    about = "The policy has remarks, tabs, addresses and empty lines."
    yield replace(holds("policy_written_freely", about), policy=octets)
    other = Log(log_key("other.example.org/log", 2).verifier)
    two = replace(POLICY, logs=(other, *POLICY.logs))
    yield holds("policy_with_two_logs", "The policy knows another log as well.", WHOLE, two)
    yield from _of_two_keys()
    unused = replace(POLICY, groups=(*POLICY.groups, Group("any", 1, ("both",))))
    yield holds("policy_group_unused", "A group is defined and not asked for.", WHOLE, unused)


def _of_two_keys() -> Iterator[Case]:
    """Yield what two keys of one log, of which either will do, may have signed."""
    second = log_key(ORIGIN, 2)
    policy = replace(POLICY, logs=(*POLICY.logs, Log(second.verifier)))
    note = parse_note(WHOLE.checkpoint)
    own, *others = note.signatures
    right = sign_text(note.text, second)
    wrong = replace(right, value=own.value)
    both, forged = (
        replace(WHOLE, checkpoint=note_bytes(Note(note.text, (own, line, *others))))
        for line in (right, wrong)
    )
    yield holds("policy_two_keys", "One of two keys of the log has signed.", WHOLE, policy)
    yield holds("policy_two_keys_signed", "Both keys of the log have signed.", both, policy)
    about = "One of two keys of the log has signed; the line of the other has the same signature."
    case = fails("policy_two_keys_forged", "checkpoint", about, forged)
    yield replace(case, policy=policy_text(policy).encode())


def _ambiguous() -> Case:
    """Return the case of two keys with one name whose ids of 4 bytes are alike."""
    name = "witness.alike.example.org/1"
    one, other = (SignerKey(name, Algorithm.COSIGNATURE, seed) for seed in ALIKE)
    assert one.verifier.key_id == other.verifier.key_id
    witnesses = (Witness("one", one.verifier), Witness("other", other.verifier))
    policy = Policy(POLICY.logs, witnesses, (), "one")
    bundle = with_disclosures(made_log().bundle(DEAL, one))
    about = "Two keys of the policy have one name and one id: nobody can tell whose line it is."
    return stays_open("policy_keys_alike", "checkpoint", about, bundle, policy)
