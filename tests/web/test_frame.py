"""What holds for every page: its headers, its forms, its assets, and how it says no."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import httpx2
import pytest
from http_fair import Fair, Person

from aggregates.vocabulary import Role
from api.web.assets import asset_address, assets
from api.web.chrome import Place, place_above
from api.web.figures.grid import Grid, Row, columns, count
from api.web.formats import Formats
from api.web.headers import page_policy
from api.web.templates import environment
from api.web.tongues import ENGLISH

HTML = {"accept": "text/html"}
SAME = {**HTML, "sec-fetch-site": "same-origin"}
NONCE = re.compile(r"'nonce-([\w-]+)'")
TOKEN = re.compile(r'name="token" value="([^"]+)"')
LOOK = re.compile(
    r"prefers-color-scheme|m(?:in|ax)-width|(?:inner|outer|client|offset|scroll)Width"
    r"|ResizeObserver|[\"']resize[\"']|\bscreen\."
)
"""How a script would ask how light or wide it is."""


def asked(fair: Fair, path: str, who: Person | None = None, **headers: str) -> httpx2.Response:
    cookie = who.cookie if who else {}
    return fair.client.get(path, headers={**HTML, **cookie, **headers})


def token_on(fair: Fair, path: str, who: Person | None = None) -> str:
    found = TOKEN.search(asked(fair, path, who).text)
    assert found is not None
    return found[1]


def sent(fair: Fair, path: str, form: dict[str, str], **headers: str) -> httpx2.Response:
    return fair.client.post(path, data=form, headers={**SAME, **headers})


def test_each_page_has_a_policy_with_a_nonce_of_its_own(fair: Fair) -> None:
    pages = [asked(fair, "/sign-in") for _ in range(2)]
    policies = [page.headers["content-security-policy"] for page in pages]
    nonces = [found[1] for policy in policies if (found := NONCE.search(policy))]
    assert policies == [page_policy(nonce) for nonce in nonces]
    assert len({*nonces}) == 2
    assert f'nonce="{nonces[0]}"' in pages[0].text
    assert pages[0].headers["referrer-policy"] == "same-origin"
    assert pages[0].headers["cache-control"] == "no-store"


def test_an_asset_is_kept_for_a_year_by_the_address_that_names_its_content(fair: Fair) -> None:
    found = fair.client.get(asset_address("app.css"))
    assert found.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert found.headers["content-encoding"] == "gzip"
    assert "@layer" in found.text
    other = fair.client.get("/static/app.css?v=another", headers={"accept-encoding": "identity"})
    assert other.headers["cache-control"] == "public, max-age=300"
    assert fair.client.get("/static/nothing.css").status_code == 404


def test_who_is_not_in_is_shown_the_way_in_and_back(fair: Fair) -> None:
    found = asked(fair, "/?of=me")
    assert (found.status_code, found.headers["location"]) == (303, "/sign-in?to=/%3Fof%3Dme")


def test_a_form_of_another_site_is_refused(fair: Fair) -> None:
    form = {"token": token_on(fair, "/sign-in"), "language": "zh-Hans", "to": "/sign-in"}
    foreign = sent(fair, "/language", form, **{"sec-fetch-site": "cross-site"})
    assert (foreign.status_code, "cross_site" in foreign.text) == (403, True)
    older = fair.client.post(
        "/language", data=form, headers={**HTML, "origin": "https://elsewhere.example.org"}
    )
    assert older.status_code == 403


def test_a_form_of_another_session_is_refused(fair: Fair) -> None:
    mine, other = fair.person(Role.LEAD), fair.person(Role.LEAD)
    form = {"token": token_on(fair, "/", other), "language": "en", "to": "/"}
    refused = sent(fair, "/language", form, **mine.cookie)
    assert (refused.status_code, "form_foreign" in refused.text) == (403, True)
    assert sent(fair, "/language", {"to": "/"}, **mine.cookie).status_code == 403


def test_the_language_is_chosen_and_stays(fair: Fair) -> None:
    form = {"token": token_on(fair, "/sign-in"), "language": "zh-Hans", "to": "/sign-in"}
    chosen = sent(fair, "/language", form)
    assert (chosen.status_code, chosen.headers["location"]) == (303, "/sign-in")
    cookie = chosen.headers["set-cookie"].partition(";")[0]
    page = asked(fair, "/sign-in", cookie=cookie)
    assert '<html lang="zh-Hans" dir="ltr">' in page.text
    assert "电子邮箱" in page.text


def test_arabic_runs_the_other_way(fair: Fair) -> None:
    page = asked(fair, "/sign-in", cookie="__Host-language=ar")
    assert '<html lang="ar" dir="rtl">' in page.text


def test_nobody_is_sent_to_another_host(fair: Fair) -> None:
    token = token_on(fair, "/sign-in")
    for path in ("//elsewhere.example.org", "/\\elsewhere.example.org", "https://e.example.org"):
        form = {"token": token, "language": "en", "to": path}
        assert sent(fair, "/language", form).headers["location"] == "/"


def test_a_person_reads_a_page_where_a_program_reads_a_problem(fair: Fair) -> None:
    page = asked(fair, "/nowhere")
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "There is nothing here for you" in page.text
    problem = fair.client.get("/nowhere")
    assert problem.headers["content-type"] == "application/problem+json"


def test_a_form_without_a_session_says_to_sign_in(fair: Fair) -> None:
    form = {"token": token_on(fair, "/sign-in"), "post": "x/lead"}
    refused = sent(fair, "/acting", form)
    assert (refused.status_code, "Sign in to go on" in refused.text) == (401, True)


def test_a_form_that_is_too_long_is_not_read(fair: Fair) -> None:
    long = sent(fair, "/language", {"to": "x" * 1_100_000})
    assert (long.status_code, "body_too_large" in long.text) == (413, True)


def test_a_page_is_of_the_nearest_place_above_it() -> None:
    paths = ("/", "/desk", "/desk/bulk", "/deals")
    places = [Place(path=path, label="") for path in paths]
    for path, above in (
        ("/deals/1/timeline", "/deals"),
        ("/desk/bulk/1", "/desk/bulk"),
        ("/desk/bulk", ""),
        ("/dealers", ""),
        ("/account", ""),
    ):
        assert (path, place_above(places, path)) == (path, above)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (Row(name="China", values=(count(7),)), "7"),
        (Row(name="China", values=(count(None),)), "Left out, to protect who is in it."),
        (None, "Nothing was counted yet."),
    ],
)
def test_a_small_drawing_says_why_it_is_empty(row: Row | None, told: str) -> None:
    grid = Grid(id="a", title="A", columns=columns("Of", "So many"), rows=(row,) if row else ())
    source = '{% import "figures/parts.html" as figures with context %}{{ figures.small(grid) }}'
    formats = Formats(ENGLISH, ZoneInfo("UTC"), datetime(2026, 9, 8, tzinfo=UTC))
    drawn = environment(ENGLISH).from_string(source).render(grid=grid, formats=formats)
    assert re.findall(r">([^<>]+)</(?:li|span)>", drawn)[-1] == told


def test_styles_alone_know_how_light_and_how_wide_it_is() -> None:
    """So that a page that is shown otherwise is what a page opened so would be."""
    scripts = {name: one.content.decode() for name, one in assets().items() if ".js" in name}
    own = {name: text for name, text in scripts.items() if "vendor" not in name}
    assert len(own) > 10
    assert {name: LOOK.findall(text) for name, text in own.items() if LOOK.search(text)} == {}
