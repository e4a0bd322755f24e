"""The parts of the frame, each by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import msgspec
import pytest

from aggregates.errors import RuleError
from aggregates.vocabulary import Deadline, Money, Party, Role
from api.errors import CodedError, sentences
from api.http.acting import COMMAND, READ, Acting
from api.http.codes import check_codes
from api.http.etag import etag_of, is_known, version_in
from api.http.languages import language_of
from api.http.limits import Limits, Rate
from api.http.paging import Cursors
from api.http.policy import TABLE, can, require_may
from api.http.problems import Problems
from api.http.rule import Relation
from api.http.statuses import STATUSES
from api.refusals import ApiError
from ledger.errors import LedgerError
from signing.errors import SignatureError

NOON = datetime(2026, 9, 8, 12, tzinfo=UTC)
LEAD = Acting(person="p", organisation="o", role=Role.LEAD, method="password+totp", credential="s")
PROBLEMS = Problems("https://help.example.org/p/")


def problem(error: CodedError) -> dict[str, object]:
    return msgspec.to_builtins(PROBLEMS.problem(error, "en", "r"))


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (RuleError("not_lead", person="p", principal="o"), 403, "not_lead"),
        (RuleError("unknown_instrument", instrument="i"), 404, "unknown_instrument"),
        (RuleError("text_empty", field="text"), 422, "text_empty"),
        (RuleError("suspended", since=NOON), 409, "suspended"),
        (LedgerError("busy"), 503, "busy"),
        (LedgerError("unavailable", reason="host=secret"), 503, "service_unavailable"),
        (LedgerError("payload_tampered", kid="secret", check="tag"), 500, "internal_error"),
        (SignatureError("key_spent"), 500, "internal_error"),
        (ApiError("file_unwritable", path="secret", reason="r"), 500, "internal_error"),
    ],
)
def test_a_failure_of_ours_is_told_as_ours_and_no_more(
    error: CodedError, status: int, code: str
) -> None:
    told = problem(error)
    assert (told["status"], told["code"], told["request"]) == (status, code, "r")
    assert "secret" not in str(told)


def test_facts_are_told_as_json() -> None:
    facts = {
        "at": NOON,
        "role": Role.LEAD,
        "several": frozenset({"b", "a"}),
        "amount": Decimal("1.5"),
        "reason": LedgerError("busy"),
    }
    told = problem(RuleError("list_empty", field="f", **facts))["facts"]
    assert told == {
        "field": "f",
        "at": "2026-09-08T12:00:00Z",
        "role": "lead",
        "several": ["a", "b"],
        "amount": "1.5",
        "reason": "busy",
    }


@pytest.mark.parametrize(
    ("error", "headers"),
    [
        (ApiError("too_many_requests", retry_after=7), {"retry-after": "7"}),
        (LedgerError("busy"), {"retry-after": "1"}),
        (ApiError("not_signed_in"), {"www-authenticate": "Bearer"}),
        (ApiError("method_not_allowed", allowed="GET"), {"allow": "GET"}),
    ],
)
def test_a_client_is_told_what_to_do_about_it(error: CodedError, headers: dict[str, str]) -> None:
    told = PROBLEMS.response(error, "en").headers
    assert {name: told[name] for name in headers} == headers


def test_every_status_is_of_a_code_that_has_its_sentences() -> None:
    assert STATUSES.keys() - sentences("api").keys() == set()


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("zh", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB, zh;q=0.9", "en"),
        ("fr, zh;q=0.2", "zh"),
        ("zh;q=0", "en"),
        ("zh;q=much, zh;x=1", "en"),
        ("*", "en"),
    ],
)
def test_the_language_is_the_one_preferred(header: str, language: str) -> None:
    assert language_of(header) == language


def test_who_asks_too_often_waits() -> None:
    limits = Limits({"read": Rate(2, 0.5), "command": Rate(1, 1), "heavy": Rate(1, 1)})
    limits.take("read", "a", NOON)
    limits.take("read", "a", NOON)
    limits.take("read", "b", NOON)
    limits.take("command", "a", NOON)
    with pytest.raises(ApiError) as refused:
        limits.take("read", "a", NOON)
    assert (refused.value.code, refused.value.facts) == ("too_many_requests", {"retry_after": 2})
    limits.take("read", "a", NOON + timedelta(seconds=2))


def test_clients_who_asked_long_ago_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.http.limits.CLIENTS_MAX", 2)
    limits = Limits({"read": Rate(1, 0.001), "command": Rate(1, 1), "heavy": Rate(1, 1)})
    for client in ("a", "b", "c", "a"):
        limits.take("read", client, NOON)


def test_a_cursor_goes_on_where_it_was_left_and_only_there() -> None:
    cursors = Cursors(bytes(32))
    cursor = cursors.cursor("deals:open", ("2026", 7))
    assert cursors.place("deals:open", cursor, tuple[str, int]) == ("2026", 7)
    for of, given in (
        ("deals:closed", cursor),
        ("deals:open", cursor[:-2]),
        ("deals:open", Cursors(b"k" * 32).cursor("deals:open", ("2026", 7))),
        ("deals:open", ""),
    ):
        with pytest.raises(ApiError, match="cursor_malformed"):
            cursors.place(of, given, tuple[str, int])


def test_a_tag_is_a_version() -> None:
    assert version_in(etag_of(17)) == 17
    assert is_known('"17"', 'W/"17", "18"')
    assert is_known('"17"', "*")
    assert not is_known('"17"', '"18"')


@pytest.mark.parametrize(
    "value",
    [
        Money(amount="1", currency="ZZZ"),
        Deadline(at=NOON, zone="Mars/Olympus"),
        [{"a": (Money(amount="1", currency="AAA"),)}],
        Party(id="p", legal_name="n", country="XX", registration="r"),
    ],
)
def test_a_code_that_is_in_no_list_is_found_at_any_depth(value: object) -> None:
    with pytest.raises(ApiError, match="code_unlisted"):
        check_codes(value)


def test_what_the_table_does_not_name_is_denied() -> None:
    everything = frozenset(Relation)
    assert not can(LEAD, "no_such_operation", everything)
    with pytest.raises(ApiError, match="not_permitted"):
        require_may("no_such_operation", LEAD, everything, NOON)


def test_a_role_counts_in_ones_own_organisation_only() -> None:
    principal = frozenset({Relation.PRINCIPAL})
    approver = msgspec.structs.replace(LEAD, role=Role.APPROVER)
    assert can(LEAD, "lock_terms", principal)
    assert not can(approver, "lock_terms", principal)
    assert not can(LEAD, "lock_terms", frozenset())
    assert can(msgspec.structs.replace(LEAD, role=Role.OFFICIAL), "suspend_deal", frozenset())


def test_a_key_does_what_it_was_made_for() -> None:
    reading = msgspec.structs.replace(LEAD, scopes=frozenset({READ}))
    principal = frozenset({Relation.PRINCIPAL})
    with pytest.raises(ApiError, match="scope_missing"):
        require_may("lock_terms", reading, principal, NOON)
    require_may("read_matrix", reading, principal, NOON)
    assert TABLE["lock_terms"].scope == COMMAND


def test_presence_is_short() -> None:
    principal = frozenset({Relation.PRINCIPAL})
    for until, lets in ((None, False), (NOON, False), (NOON + timedelta(minutes=1), True)):
        who = msgspec.structs.replace(LEAD, stepped_up_until=until)
        if lets:
            require_may("sign", who, principal, NOON)
        else:
            with pytest.raises(ApiError, match="step_up_needed"):
                require_may("sign", who, principal, NOON)
