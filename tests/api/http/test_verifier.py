"""The page that verifies bundles, as a fair serves it: the same bytes, and nothing else allowed."""

from __future__ import annotations

from http_fair import Fair

from api.verifier_page import verifier_page


def test_anybody_gets_the_page_with_what_it_allows_itself(fair: Fair) -> None:
    answer = fair.client.get("/verifier")
    assert (answer.status_code, answer.content) == (200, verifier_page())
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    allowed = answer.headers["content-security-policy"].split("; ")
    assert allowed[0] == "default-src 'none'"
    assert [one.split(" ")[0] for one in allowed[1:]] == [
        "script-src",
        "style-src",
        "base-uri",
        "form-action",
        "frame-ancestors",
    ]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
