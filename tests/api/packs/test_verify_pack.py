"""A publishing pack: what shows that it is as two people signed it off, and what refutes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import packing
import pytest
from msgspec.structs import replace
from packing import agreement, behind, changed, contents, pack, prepared, signed_off
from proven import POLICY
from publications import SENT_BACK

from aggregates.publication.events import PublicationEvent
from api.http.figures import FIGURES
from api.packs.contents import Contents, contents_bytes, parse_contents
from api.packs.figures import KNOWN
from api.packs.pack import is_pack, pack_bytes, parse_pack
from api.packs.verdict import PackCheck, PackVerdict
from api.packs.verifier import verify_pack
from ledger.evidence.container import container_bytes, is_container, parse_container
from ledger.evidence.verdict import Outcome


def verdict(of: Contents | None = None, *events: PublicationEvent) -> PackVerdict:
    return verify_pack(pack(of, *events), POLICY)


def refused(found: PackVerdict) -> tuple[str, str]:
    """Return by which check a pack is refused, and why."""
    assert found.outcome is Outcome.TAMPERED
    assert found.failed is not None
    assert found.failed.reason is not None
    return found.failed.check.value, found.failed.reason.code


def test_a_pack_is_valid_as_two_people_signed_it_off() -> None:
    found = verdict()
    assert found.outcome is Outcome.VALID
    assert [one.outcome for one in found.findings] == [Outcome.VALID] * len(PackCheck)
    assert found.contents == contents()


def test_a_pack_of_which_much_is_left_out_is_valid() -> None:
    assert verdict(contents(suppressed=True)).outcome is Outcome.VALID


def test_what_a_pack_holds_is_its_bytes() -> None:
    octets = pack()
    assert is_pack(octets)
    assert is_container(octets)
    assert pack_bytes(parse_pack(octets)) == octets
    assert parse_contents(contents_bytes(contents())) == contents()


def test_nothing_is_decided_without_a_policy() -> None:
    assert verify_pack(pack(), None).outcome is Outcome.CANNOT_DECIDE


def test_nothing_is_decided_by_witnesses_that_came_later() -> None:
    found = verify_pack(pack(), POLICY, as_of=1)
    assert found.outcome is Outcome.CANNOT_DECIDE
    assert found.failed is not None
    assert found.failed.check is PackCheck.LOG


def test_no_bit_can_be_turned_over() -> None:
    octets = pack()
    for number in range(0, len(octets), 97):
        turned = bytearray(octets)
        turned[number] ^= 1 << number % 8
        assert verify_pack(bytes(turned), POLICY).outcome is Outcome.TAMPERED, number


def test_no_byte_can_be_added_or_taken_away() -> None:
    octets = pack()
    for other in (octets + b"\0", b"\0" + octets, octets[:-1], octets[1:], b""):
        assert verify_pack(other, POLICY).outcome is Outcome.TAMPERED


@pytest.mark.parametrize("name", ["contents.json", "README.md", "publications.evidence.zip"])
def test_no_member_can_be_missing_or_another(name: str) -> None:
    members = parse_container(pack())
    without = container_bytes({key: one for key, one in members.items() if key != name})
    emptied = container_bytes({key: b"" if key == name else one for key, one in members.items()})
    for other in (without, emptied):
        assert verify_pack(other, POLICY).outcome is Outcome.TAMPERED


def test_contents_of_another_format_cannot_be_decided() -> None:
    members = parse_container(pack())
    members["contents.json"] = b'{"format":"counterseal/figures/v9"}'
    found = verify_pack(container_bytes(members), POLICY)
    assert found.outcome is Outcome.CANNOT_DECIDE


def test_contents_in_another_spelling_are_refused() -> None:
    members = parse_container(pack())
    members["contents.json"] = b" " + members["contents.json"]
    assert refused(verify_pack(container_bytes(members), POLICY)) == ("pack", "contents_malformed")


def test_other_contents_than_were_signed_off_are_refused() -> None:
    signed = contents()
    other = replace(signed, edition_name="Another fair")
    found = verdict(other, prepared(signed), signed_off(signed))
    assert refused(found) == ("signed_off", "publication_digest_differs")


def test_another_digest_than_was_prepared_cannot_be_signed_off() -> None:
    found = verdict(None, prepared(contents()), signed_off(contents(), figures_sha256="ab" * 32))
    assert refused(found) == ("signed_off", "publication_digest_differs")


def test_one_person_cannot_sign_off_what_they_prepared() -> None:
    found = verdict(None, prepared(contents()), signed_off(contents(), by="he-jing"))
    assert refused(found) == ("signed_off", "publication_by_one")


def test_what_waits_or_was_sent_back_is_no_publication() -> None:
    waiting = verdict(None, prepared(contents()))
    assert refused(waiting) == ("signed_off", "publication_not_signed_off")
    back = verdict(None, prepared(contents()), SENT_BACK)
    assert refused(back) == ("signed_off", "publication_not_signed_off")


def test_a_publication_that_the_log_has_not_is_refused() -> None:
    of = replace(contents(), publication="third")
    found = verdict(of, prepared(contents()), signed_off(contents()))
    assert refused(found) == ("signed_off", "publication_not_in_log")


def test_what_was_signed_off_and_never_prepared_is_refused() -> None:
    found = verdict(None, signed_off(contents()))
    assert found.outcome is Outcome.CANNOT_DECIDE


def test_that_a_later_one_was_signed_off_is_told() -> None:
    of, later = contents(), {"publication": "second", "number": 2, "revises": "first"}
    events = (prepared(of), signed_off(of), prepared(of, **later))
    found = verdict(of, *events, signed_off(of, publication="second"))
    assert found.outcome is Outcome.VALID
    newer = {one.check: one.facts.get("newer") for one in found.findings}
    assert newer[PackCheck.SIGNED_OFF]


@pytest.mark.parametrize(
    "changes",
    [
        {"edition": "another"},
        {"number": 2},
        {"zone": "UTC"},
        {"position": 1},
        {"currency": "EUR"},
        {"rates": ()},
        {"cut_off": packing.PREPARED.cut_off.replace(year=2025)},
    ],
)
def test_contents_that_say_otherwise_than_the_log_are_refused(changes: dict[str, Any]) -> None:
    of = contents()
    found = verdict(of, prepared(of, **changes), signed_off(of))
    assert refused(found) == ("carried", "publication_says_otherwise")


def test_a_position_that_was_not_there_yet_is_refused() -> None:
    of = replace(contents(), position=9)
    found = verdict(of, prepared(of, position=9), signed_off(of))
    assert refused(found) == ("carried", "publication_says_otherwise")


def test_a_figure_without_its_definition_is_refused() -> None:
    of = replace(contents(), definitions=contents().definitions[1:])
    assert refused(verdict(of)) == ("figures", "figure_undefined")


def test_a_figure_of_another_position_is_refused() -> None:
    of = changed("F2", lambda answer: answer["head"].update(position=1))
    assert refused(verdict(of)) == ("figures", "figure_of_another_cut")


def test_a_figure_that_says_more_than_its_definition_is_refused() -> None:
    of = changed("F2", lambda answer: answer.update(remark="The best fair of all."))
    assert refused(verdict(of)) == ("figures", "figure_unreadable")


def test_a_figure_by_a_definition_of_later_cannot_be_decided() -> None:
    one, *others = contents().figures
    defined, *rest = contents().definitions
    of = replace(
        contents(),
        figures=(replace(one, version=99), *others),
        definitions=(replace(defined, version=99), *rest),
    )
    assert verdict(of).outcome is Outcome.CANNOT_DECIDE


def _more(path: str) -> Callable[[dict[str, Any]], None]:
    """Return what adds one to a number of an answer."""

    def change(answer: dict[str, Any]) -> None:
        found: Any = answer
        *steps, last = path.split(".")
        for step in steps:
            found = found[int(step)] if step.isdigit() else found[step]
        found[last] = (
            str(int(found[last].partition(".")[0]) + 1) if last == "total" else (found[last] + 1)
        )

    return change


def _line_of_contracts(answer: dict[str, Any]) -> int:
    return next(number for number, one in enumerate(answer["lines"]) if one["tier"] == "contract")


@pytest.mark.parametrize("direction", ["inbound", "outbound", "domestic", "total"])
@pytest.mark.parametrize("name", ["count", "total"])
def test_directions_that_do_not_add_up_are_refused(direction: str, name: str) -> None:
    def change(answer: dict[str, Any]) -> None:
        _more(f"lines.{_line_of_contracts(answer)}.{direction}.{name}")(answer)

    assert refused(verdict(changed("F2", change))) == ("sums", "sum_differs")


def test_a_headline_that_is_another_than_the_directions_is_refused() -> None:
    def change(answer: dict[str, Any]) -> None:
        tiers = [one["tier"] for one in answer["tiers"]]
        _more(f"tiers.{tiers.index('contract')}.executed.total")(answer)

    assert refused(verdict(changed("F1", change))) == ("sums", "sum_differs")


def test_rows_that_do_not_make_their_margin_are_refused() -> None:
    assert refused(verdict(changed("F3", _more("cells.0.executed.count")))) == (
        "sums",
        "sum_differs",
    )


def test_a_step_that_more_deals_came_to_than_to_the_one_before_is_refused() -> None:
    assert refused(verdict(changed("F8", lambda a: a["steps"][-1].update(reached=9)))) == (
        "sums",
        "sum_differs",
    )


def test_a_deal_that_is_listed_without_consent_is_refused() -> None:
    for of in (
        replace(contents(), behind=(behind(deals=("deal-2",)),)),
        replace(contents(), agreements=(agreement(amount=None),)),
        replace(contents(), behind=(behind(definition="F8", tier="", row="signed"),)),
    ):
        assert refused(verdict(of)) == ("deals", "deal_without_consent")


def test_more_deals_than_a_number_counts_are_refused() -> None:
    many = tuple(sorted((*behind().commitments, "ff" * 32)))
    of = replace(contents(), behind=(behind(commitments=many),))
    assert refused(verdict(of)) == ("deals", "deals_too_many")
    twice = replace(contents(), behind=(behind(commitments=(many[0], many[0])),))
    assert refused(verdict(twice)) == ("deals", "deals_twice")


def test_listed_and_unlisted_are_all_that_the_headline_counts() -> None:
    assert refused(verdict(replace(contents(), unlisted=3))) == ("deals", "agreements_differ")
    hidden = replace(contents(suppressed=True), unlisted=2)
    assert refused(verdict(hidden)) == ("deals", "agreements_differ")


@pytest.mark.parametrize(
    "number", ["NaN", "sNaN", "Infinity", "1E+999999", "1E-999999", "9" * 200, "0." + "1" * 200]
)
@pytest.mark.parametrize("part", ["executed", "inbound"])
def test_what_is_no_number_to_add_up_is_refused(part: str, number: str) -> None:
    def change(answer: dict[str, Any]) -> None:
        tiers = [one["tier"] for one in answer["tiers"]]
        answer["tiers"][tiers.index("contract")][part]["total"] = number

    assert refused(verdict(changed("F1", change))) == ("figures", "figure_unreadable")


def test_the_longest_numbers_that_are_read_are_added_up() -> None:
    def change(answer: dict[str, Any]) -> None:
        tiers = [one["tier"] for one in answer["tiers"]]
        line = answer["tiers"][tiers.index("contract")]
        line["inbound"]["total"] = line["executed"]["total"] = "9" * 59
        line["foreign_share"], line["mean"] = None, "1.00"

    assert refused(verdict(changed("F1", change))) == ("sums", "sum_differs")


def test_moments_without_a_zone_are_refused() -> None:
    cut_off = packing.PREPARED.cut_off.replace(tzinfo=None)
    of = replace(contents(), cut_off=cut_off)
    found = verdict(of, prepared(of, cut_off=cut_off), signed_off(of))
    assert found.outcome is Outcome.TAMPERED
    aware = contents()
    at = packing.PREPARED.at.replace(tzinfo=None)
    assert verdict(aware, prepared(aware, at=at), signed_off(aware)).outcome is not Outcome.VALID


def test_every_figure_that_is_published_can_be_read_from_a_pack() -> None:
    assert set(KNOWN) == set(FIGURES)
