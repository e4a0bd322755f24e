"""Policies: what a file may say, and when enough have witnessed."""

from __future__ import annotations

import itertools

import pytest
from proving import CHAMBER, ORIGIN, PARTY, POLICY, REGULATOR, log_key, with_policy

from ledger.errors import LedgerError
from ledger.proof.policy import Group, Log, Witness, require_quorum
from ledger.proof.policy_file import DEFINITIONS_MAX, POLICY_BYTES_MAX, parse_policy, policy_text
from ledger.proof.vkey import Algorithm, verifier_key, vkey_of

LOG = vkey_of(log_key().verifier)
A, B, C = (vkey_of(key.verifier) for key in (CHAMBER, REGULATOR, PARTY))
OWN = vkey_of(verifier_key("own.example.org", Algorithm.COSIGNATURE, log_key().verifier.public_key))
THREE = f"witness a {A}\nwitness b {B}\nwitness c {C}\n"


def test_a_policy_is_read() -> None:
    text = (
        f"# whom we go by\n\n\tlog  {LOG}\t https://{ORIGIN} \n"
        f"witness a {A} https://a.example.org\nwitness b {B}\n witness \t c {C}\n"
        "group office 1 a b\n  # and a party\n group all-of-us all office c\nquorum all-of-us\n"
    )
    policy = parse_policy(text.encode())
    assert policy.logs == (Log(log_key().verifier, f"https://{ORIGIN}"),)
    assert policy.witnesses[0] == Witness("a", CHAMBER.verifier, "https://a.example.org")
    assert policy.groups == (
        Group("office", 1, ("a", "b")),
        Group("all-of-us", 2, ("office", "c")),
    )
    assert policy.is_met({"b", "c"})
    assert not policy.is_met({"a", "b"})


@pytest.mark.parametrize(
    "policy",
    [
        POLICY,
        with_policy(quorum="none"),
        with_policy(quorum="party", groups=()),
        with_policy(logs=(Log(log_key().verifier, "https://ledger.example.org"),)),
    ],
    ids=["usual", "none", "one", "url"],
)
def test_a_policy_is_read_back(policy: object) -> None:
    assert isinstance(policy, type(POLICY))
    assert parse_policy(policy_text(policy).encode()) == policy


@pytest.mark.parametrize("witnessed", range(8))
def test_two_of_three_are_enough(witnessed: int) -> None:
    names = {name for bit, name in enumerate("abc") if witnessed >> bit & 1}
    policy = parse_policy(f"{THREE}group g 2 a b c\nquorum g\n".encode())
    assert policy.is_met(names) == (len(names) >= 2)


def test_any_and_all_are_one_and_every() -> None:
    for word, least in (("any", 1), ("all", 3)):
        policy = parse_policy(f"{THREE}group g {word} a b c\nquorum g\n".encode())
        for count, names in itertools.product(range(4), itertools.permutations("abc")):
            assert policy.is_met(set(names[:count])) == (count >= least)


def test_no_quorum_is_met_by_nobody_and_one_witness_by_that_one() -> None:
    assert parse_policy(b"quorum none\n").is_met(set())
    alone = parse_policy(f"{THREE}quorum b\n".encode())
    assert alone.is_met({"b"})
    assert not alone.is_met({"a", "c"})


def test_a_quorum_that_is_not_met_is_told_with_those_who_witnessed() -> None:
    require_quorum(POLICY, {"party", "regulator"})
    for witnesses, told in ((set[str](), "-"), ({"party"}, "party")):
        with pytest.raises(LedgerError) as refused:
            require_quorum(POLICY, witnesses)
        assert refused.value.code == "quorum_not_met"
        assert refused.value.facts == {"quorum": "two-of-three", "witnesses": told}


WRONG = (
    (0, ""),
    (0, f"log {LOG}\n"),
    (1, "quorum none"),
    (1, "quorum\n"),
    (1, "quorum none none\n"),
    (2, "quorum none\nquorum none\n"),
    (1, "quorum nobody\n"),
    (1, "Quorum none\n"),
    (1, "quorum\u00a0none\n"),
    (1, "quorum none\r\n"),
    (1, "quorum none\x7f\n"),
    (1, "log\n"),
    (1, f"log {LOG} url more\n"),
    (1, f"log {A}\n"),
    (2, f"log {LOG}\nlog {LOG}\n"),
    (2, f"log {LOG}\nlog {vkey_of(log_key('other').verifier)}\n"),
    (1, f"witness {A}\n"),
    (1, f"witness a {A} url more\n"),
    (1, f"witness a {LOG}\n"),
    (1, f"witness none {A}\n"),
    (2, f"witness a {A}\nwitness a {B}\n"),
    (2, f"witness a {A}\nwitness b {A}\n"),
    (2, f"log {LOG}\nwitness a {OWN}\n"),
    (2, f"witness a {OWN}\nlog {LOG}\n"),
    (4, f"{THREE}group g all\n"),
    (4, f"{THREE}group g 0 a\n"),
    (4, f"{THREE}group g 2 a\n"),
    (4, f"{THREE}group g 01 a\n"),
    (4, f"{THREE}group g some a\n"),
    (4, f"{THREE}group a all b\n"),
    (4, f"{THREE}group none all b\n"),
    (4, f"{THREE}group g all d\n"),
    (4, f"{THREE}group g all g\n"),
    (4, f"{THREE}group g all none\n"),
    (4, f"{THREE}group g all a a\n"),
    (5, f"{THREE}group g all a\ngroup h all a b\n"),
    (1, f"group g all a\n{THREE}quorum g\n"),
    (1, f"quorum a\n{THREE}"),
)


@pytest.mark.parametrize("case", range(len(WRONG)))
def test_what_is_no_policy_is_refused_with_its_line(case: int) -> None:
    line, text = WRONG[case]
    with pytest.raises(LedgerError) as refused:
        parse_policy(text.encode())
    assert (refused.value.code, refused.value.facts["line"]) == ("policy_malformed", line), text


@pytest.mark.parametrize(
    "octets",
    [b"quorum none\n#\xff\n", b"#" + bytes(POLICY_BYTES_MAX) + b"\n"],
    ids=["utf8", "long"],
)
def test_a_file_that_is_none_is_refused(octets: bytes) -> None:
    with pytest.raises(LedgerError) as refused:
        parse_policy(octets)
    assert (refused.value.code, refused.value.facts["line"]) == ("policy_malformed", 0)


def test_a_file_may_be_as_large_as_its_bound() -> None:
    rest = b"\nquorum none\n"
    comment = b"#" * (POLICY_BYTES_MAX - len(rest))
    assert parse_policy(comment + rest).quorum == "none"
    with pytest.raises(LedgerError):
        parse_policy(b"#" + comment + rest)


def test_a_key_of_another_kind_is_named_as_such() -> None:
    with pytest.raises(LedgerError) as refused:
        parse_policy(b"witness w w+00000000+BgAAAA==\nquorum w\n")
    assert refused.value.code == "key_unsupported"


def test_there_is_room_for_many_and_not_for_endless_ones() -> None:
    def lines(count: int) -> bytes:
        public = log_key().verifier.public_key
        key = vkey_of(verifier_key("w", Algorithm.COSIGNATURE, public))
        groups = [f"group g{n} any {f'g{n - 1}' if n else 'w'}\n" for n in range(count - 1)]
        return f"witness w {key}\n{''.join(groups)}quorum g{count - 2}\n".encode()

    assert parse_policy(lines(DEFINITIONS_MAX)).is_met({"w"})
    with pytest.raises(LedgerError) as refused:
        parse_policy(lines(DEFINITIONS_MAX + 1))
    assert refused.value.code == "policy_malformed"


@pytest.mark.parametrize(
    ("lines", "fewest"),
    [
        ("quorum none\n", 0),
        ("quorum a\n", 1),
        ("group g 2 a b c\nquorum g\n", 2),
        ("group g all a b\ngroup h any g c\nquorum h\n", 1),
        ("group g all a b\ngroup h all g c\nquorum h\n", 3),
    ],
)
def test_fewer_than_the_fewest_are_never_enough(lines: str, fewest: int) -> None:
    policy = parse_policy(f"{THREE}{lines}".encode())
    enough = [
        size
        for size in range(4)
        for some in itertools.combinations("abc", size)
        if policy.is_met({*some})
    ]
    assert policy.fewest == min(enough) == fewest
