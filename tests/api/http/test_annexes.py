"""Annexes over HTTP: handed in part by part, looked into, named in a frame, given out."""

from __future__ import annotations

import hashlib
import secrets
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from http_annexes import Sender
from http_deal import CLAUSE, Negotiation, frame

from aggregates.deal import DEAL
from aggregates.vocabulary import Role
from api.annexes.annexes import Annexes, place_in
from api.annexes.wiring import annex_store, annexes_of
from api.refusals import ApiError
from api.settings import Settings
from ledger.files.files import Files
from ledger.files.store import Place
from ledger.fsck.contents import check_contents
from ledger.stream import stream_id

TEXT = b"Annex 1: the site.\n" * 10_000


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture(scope="module")
def deal(fair: Any) -> Negotiation:
    """Give a deal of two sides."""
    return Negotiation(fair).open()


@pytest.fixture(scope="module")
def lin(deal: Negotiation) -> Sender:
    """Give the lead of one side."""
    return Sender(deal, deal.lin)


@pytest.fixture
def ana(deal: Negotiation) -> Sender:
    """Give the lead of the other side."""
    return Sender(deal, deal.ana)


def test_an_annex_comes_in_parts_and_is_there_for_both_sides(lin: Sender, ana: Sender) -> None:
    begun = lin.begins(TEXT).then(201)
    assert lin.appends(begun, 0, TEXT[:70_001]).then().body["state"]["offset"] == 70_001
    looked = lin.looks(begun).then(204).response.headers
    assert (looked["upload-offset"], looked["upload-complete"]) == ("70001", "?0")
    annex = lin.appends(begun, 70_001, TEXT[70_001:], end=True).then().body["annex"]
    assert (annex["name"], annex["kind"], annex["bytes"]) == ("site.txt", "text", len(TEXT))
    given = ana.sent("GET", f"/annexes/{digest_of(TEXT)}").then().response
    assert given.content == TEXT
    assert annex in ana.sent("GET", "/annexes").then().body
    assert ana.sent("GET", f"/documents/{digest_of(TEXT)}").then().response.content == TEXT


def test_it_is_saved_and_never_shown(lin: Sender) -> None:
    content = b"saved"
    lin.begins(content).then(201)
    name = "filename*=UTF-8''%E2%80%AE..%2F%E5%90%88%E5%90%8C.exe"
    begun = lin.begins(content, content_disposition=f"attachment; {name}").then(201)
    lin.appends(begun, 0, content, end=True).then()
    headers = lin.sent("GET", f"/annexes/{digest_of(content)}").then().response.headers
    assert headers["content-disposition"].startswith('attachment; filename="__.exe.txt"')
    assert headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    ("asked", "part", "said"),
    [
        ("bytes=0-9", TEXT[:10], "bytes 0-9/190000"),
        ("bytes=65530-65545", TEXT[65530:65546], "bytes 65530-65545/190000"),
        ("bytes=189999-", TEXT[-1:], "bytes 189999-189999/190000"),
        ("bytes=-5", TEXT[-5:], "bytes 189995-189999/190000"),
        ("bytes=5-900000", TEXT[5:], "bytes 5-189999/190000"),
    ],
)
def test_a_part_of_it_is_given(lin: Sender, asked: str, part: bytes, said: str) -> None:
    lin.hands_in(TEXT).then()
    given = lin.sent("GET", f"/annexes/{digest_of(TEXT)}", range=asked).then(206).response
    assert (given.content, given.headers["content-range"]) == (part, said)


def test_what_is_no_part_gives_the_whole_or_nothing(lin: Sender) -> None:
    lin.hands_in(TEXT).then()
    path = f"/annexes/{digest_of(TEXT)}"
    for asked in ("bytes=5-4", "bytes=0-1,3-4", "lines=1-2", "bytes=-"):
        assert lin.sent("GET", path, range=asked).then().response.content == TEXT
    assert len(lin.sent("GET", path, range="bytes=0-0", if_range='"x"').then().response.content) > 1
    lin.sent("GET", path, range="bytes=190000-").then_refused(416, "range_not_there")
    lin.sent("GET", path, if_none_match=f'"{digest_of(TEXT)}"').then(304)


def test_an_upload_goes_on_only_where_it_is(lin: Sender) -> None:
    begun = lin.begins(TEXT).then(201)
    lin.appends(begun, 0, TEXT[:10]).then()
    refused = lin.appends(begun, 0, TEXT).then_refused(409, "upload_offset_differs")
    assert refused.body["facts"] == {"expected": 10, "provided": 0}
    lin.appends(begun, 10, TEXT).then_refused(413, "body_too_large")
    lin.appends(begun, 10, b"", end=True).then_refused(409, "upload_incomplete")
    assert lin.looks(begun, "GET").then().body["state"]["offset"] == 10


def test_a_cancelled_upload_is_gone(lin: Sender) -> None:
    begun = lin.begins(TEXT).then(201)
    lin.looks(begun, "DELETE").then(204)
    lin.looks(begun, "GET").then_refused(404, "upload_unknown")
    lin.appends(begun, 0, b"x").then_refused(404, "upload_unknown")
    lin.looks(begun, "DELETE").then_refused(404, "upload_unknown")


def test_an_upload_is_its_senders_alone(lin: Sender, ana: Sender) -> None:
    begun = lin.begins(TEXT).then(201)
    ana.looks(begun, "GET").then_refused(404, "upload_unknown")
    ana.appends(begun, 0, b"x").then_refused(404, "upload_unknown")


def test_a_finished_upload_is_finished(lin: Sender) -> None:
    content = b"finished"
    begun = lin.begins(content).then(201)
    lin.appends(begun, 0, content, end=True).then()
    assert lin.looks(begun, "GET").then().body["state"]["complete"] is True
    lin.appends(begun, len(content), b"", end=True).then_refused(409, "upload_finished")


def test_the_same_file_twice_is_one_annex(lin: Sender, ana: Sender) -> None:
    content = b"the same"
    first = lin.hands_in(content, "first.txt").then().body["annex"]
    assert ana.hands_in(content, "second.txt").then().body["annex"] == first
    annexes = lin.sent("GET", "/annexes").body
    assert [one["sha256"] for one in annexes].count(digest_of(content)) == 1


def test_what_comes_must_be_what_was_announced(lin: Sender) -> None:
    begun = lin.begins(b"announced").then(201)
    lin.appends(begun, 0, b"announcec", end=True).then_refused(422, "annex_differs")
    lin.looks(begun, "GET").then_refused(404, "upload_unknown")


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"upload_complete": "?1"}, 422, "upload_header_malformed"),
        ({"upload_length": "many"}, 422, "upload_header_malformed"),
        ({"upload_length": "0"}, 413, "annex_too_large"),
        ({"upload_length": str(2 * 1024**3 + 1)}, 413, "annex_too_large"),
        ({"repr_digest": "md5=:AAAA:"}, 422, "upload_header_malformed"),
        ({"repr_digest": f"sha-256=:{'A' * 42}B=:"}, 201, ""),
        ({"content_disposition": "inline"}, 422, "annex_name_malformed"),
        ({"content_disposition": "attachment; filename*=UTF-8''%FF"}, 422, "annex_name_malformed"),
        ({"content_disposition": "attachment; filename*=latin1''x"}, 422, "annex_name_malformed"),
    ],
)
def test_an_upload_is_begun_in_form(
    lin: Sender, headers: dict[str, str], status: int, code: str
) -> None:
    begun = lin.begins(TEXT, **headers)
    begun.then_refused(status, code) if code else begun.then(status)


def test_parts_come_in_form(lin: Sender) -> None:
    begun = lin.begins(TEXT).then(201)
    path = begun.response.headers["location"].removeprefix("/api/v1")
    lin.sent("PATCH", path, b"x").then_refused(415, "media_type_unknown")
    partial = {"content_type": "application/partial-upload", "upload_complete": "?0"}
    lin.sent("PATCH", path, b"x", **partial).then_refused(422, "upload_header_malformed")


def pdf(**root: Any) -> bytes:
    made, file = pikepdf.Pdf.new(), BytesIO()
    made.add_blank_page()
    for name, value in root.items():
        made.Root[f"/{name}"] = value
    made.save(file)
    return file.getvalue()


def office(**members: bytes) -> bytes:
    file = BytesIO()
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types><Override ContentType="{main}"/></Types>')
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return file.getvalue()


HOSTILE = [
    (pdf(OpenAction=pikepdf.Dictionary(S=pikepdf.Name.JavaScript)), "foreign_acts"),
    (pdf() + b"\nPK\x05\x06" + bytes(18), "annex_damaged"),
    (office(word__vbaProject_dot_bin=b"x"), "annex_macros"),
    (office(word__document_dot_xml=b" " * 60_000_000), "annex_bomb"),
    (b"MZ\x90\0\x03", "annex_kind_refused"),
    (b"<!doctype html><script>alert(1)</script>", "annex_two_kinds"),
]


@pytest.mark.parametrize(("content", "code"), HOSTILE, ids=[code for _, code in HOSTILE])
def test_a_hostile_file_is_refused_and_gone(lin: Sender, content: bytes, code: str) -> None:
    begun = lin.begins(content, "harmless.pdf").then(201)
    lin.appends(begun, 0, content, end=True).then_refused(422, code)
    lin.looks(begun, "GET").then_refused(404, "upload_unknown")
    path = f"/annexes/{digest_of(content)}"
    lin.sent("GET", path).then_refused(404, "annex_unlisted")


def test_harmless_files_are_what_they_are(lin: Sender) -> None:
    for content, kind in ((pdf(), "pdf"), (office(word__document_dot_xml=b"<w/>"), "docx")):
        annex = lin.hands_in(content, "harmless.exe").then().body["annex"]
        assert (annex["kind"], annex["name"]) == (kind, f"harmless.exe.{kind}")


def test_a_frame_names_only_what_was_handed_in(engaged: Negotiation) -> None:
    content = b"a price list"
    named = {**frame("c1"), "annexes": [digest_of(content)]}
    engaged.table(frame=named).then_refused(422, "annex_unknown")
    Sender(engaged, engaged.ana).hands_in(content).then()
    engaged.table(frame=named).then()
    assert digest_of(content) in engaged.reads(engaged.ana, "/matrix").then().response.text


def test_an_annex_that_a_frame_names_is_missed_when_it_is_gone(engaged: Negotiation) -> None:
    content = secrets.token_hex(100_000).encode()
    Sender(engaged, engaged.ana).hands_in(content).then()
    engaged.table(frame={**frame("c1"), "annexes": [digest_of(content)]}).then()
    stream = stream_id(engaged.fair.book.published.log_id, DEAL.name, engaged.deal)
    place = Place(engaged.fair.book.published.log_id, stream)
    keys = engaged.fair.house.installation.keys
    store = annex_store(Settings(data_directory=engaged.fair.folder))
    files = Files(store, keys)

    def wrong() -> list[str]:
        faults = check_contents(engaged.fair.book, keys.secret, files)
        mine = [one for one in faults if digest_of(content) in one.where]
        assert {one.check for one in mine} <= {"annex"}
        return [one.actual for one in mine]

    assert wrong() == []
    name = files.name_of(place, hashlib.sha256(content).digest())
    (file,) = Path(engaged.fair.folder).rglob(f"{name}.sealed")
    sealed = file.read_bytes()
    file.write_bytes(sealed[:-30] + bytes(30))
    assert wrong() == ["file_tampered"]
    file.unlink()
    assert wrong() == ["file_unknown"]
    file.write_bytes(sealed)


def test_an_annex_of_another_deal_is_unknown(engaged: Negotiation, lin: Sender) -> None:
    content = b"of another deal"
    lin.hands_in(content).then()
    named = {**frame("c1"), "annexes": [digest_of(content)]}
    engaged.table(frame=named).then_refused(422, "annex_unknown")
    path = f"/annexes/{digest_of(content)}"
    Sender(engaged, engaged.lin).sent("GET", path).then_refused(404, "annex_unlisted")


def test_a_letter_too_names_only_what_was_handed_in(opened: Negotiation) -> None:
    drafted = opened.does("draft_instrument", opened.lin, kind="letter_of_intent", tier="intention")
    opened.letter = drafted.then().body["ids"]["instrument"]
    body = opened.letter_body()
    body["frame"]["annexes"] = ["ab" * 32]
    opened.lin.shows_presence("submit_intent", "", opened.deal)
    opened.does("submit_intent", opened.lin, **body).then_refused(422, "annex_unknown")


def test_a_paper_is_made_of_terms_whose_annexes_are_there(engaged: Negotiation) -> None:
    Sender(engaged, engaged.lin).hands_in(TEXT).then()
    named = {**frame("c1"), "annexes": [digest_of(TEXT)]}
    engaged.table(frame=named, clauses=[CLAUSE]).then()
    engaged.accept().then()
    engaged.does("lock_terms", engaged.ana, instrument=engaged.leading).then()
    engaged.open_signing().then()


def test_who_may_not_read_the_terms_reads_no_annex(deal: Negotiation, lin: Sender) -> None:
    lin.hands_in(TEXT).then()
    organiser = Sender(deal, deal.fair.person(Role.ORGANISER))
    official = Sender(deal, deal.fair.person(Role.OFFICIAL))
    stranger = Sender(deal, deal.stranger())
    for path in ("/annexes", f"/annexes/{digest_of(TEXT)}"):
        organiser.sent("GET", path).then_refused(403, "not_permitted")
        stranger.sent("GET", path).then_refused(404, "deal_unknown")
        official.sent("GET", path).then()
    official.begins(TEXT).then_refused(403, "not_permitted")
    stranger.begins(TEXT).then_refused(404, "deal_unknown")


def annexes_within(deal: Negotiation, **bounds: float) -> Annexes:
    """Return the annexes of the fair, under other bounds."""
    house = deal.fair.house
    settings = Settings(data_directory=deal.fair.folder).model_copy(update=bounds)
    return annexes_of(house.installation, settings, house.accounts.operations)


def rows_of(deal: Negotiation, upload: str) -> list[tuple[Any, ...]]:
    query = "SELECT finished_at FROM operations.uploads WHERE id = %s"
    return deal.fair.house.rows(query, upload)


def test_an_upload_that_nobody_goes_on_with_is_removed(deal: Negotiation, lin: Sender) -> None:
    begun = lin.begins(TEXT).then(201)
    lin.appends(begun, 0, TEXT[:10]).then()
    later, annexes = deal.fair.house.clock() + timedelta(hours=25), annexes_within(deal)
    while annexes.tidy_up(later):
        pass
    assert rows_of(deal, begun.body["state"]["upload"]) == []
    lin.looks(begun, "GET").then_refused(404, "upload_unknown")
    assert [*(deal.fair.folder / "annexes").rglob(f"{begun.body['state']['upload']}*")] == []


def test_an_upload_that_somebody_still_writes_is_left(deal: Negotiation) -> None:
    annexes, at = annexes_within(deal), deal.fair.house.clock()
    place = place_in(deal.fair.edition, deal.deal)
    row, _ = annexes.begin(place, deal.lin.actor, "x", "ab" * 32, 5, at)
    later = at + timedelta(hours=25)
    with annexes.resumed(row):
        annexes.tidy_up(later)
    assert rows_of(deal, row.id) == [(None,)]
    annexes.tidy_up(later)
    assert rows_of(deal, row.id) == []


def test_what_was_finished_by_a_process_that_died_is_noted(deal: Negotiation) -> None:
    annexes, at = annexes_within(deal), deal.fair.house.clock()
    content, place = b"died too soon", place_in(deal.fair.edition, deal.deal)
    row, _ = annexes.begin(place, deal.lin.actor, "x", digest_of(content), len(content), at)
    with annexes.resumed(row) as upload:
        upload.append(content)
        annexes.finish(upload, at)
    later = at + timedelta(hours=25)
    annexes.tidy_up(later)
    assert rows_of(deal, row.id) == [(later,)]
    assert annexes.annex(place, digest_of(content)).name == "x.txt"


@pytest.mark.parametrize(
    ("bounds", "code"),
    [
        ({"annex_mib_per_deal": 1}, "annex_quota_of_deal"),
        ({"annex_mib_per_organisation": 1}, "annex_quota_of_organisation"),
    ],
)
def test_annexes_have_a_bound(opened: Negotiation, bounds: dict[str, int], code: str) -> None:
    annexes, at = annexes_within(opened, **bounds), opened.fair.house.clock()
    place = place_in(opened.fair.edition, opened.deal)
    annexes.begin(place, opened.lin.actor, "x", "ab" * 32, 600_000, at)
    with pytest.raises(ApiError, match=code):
        annexes.begin(place, opened.lin.actor, "x", "cd" * 32, 600_000, at)
