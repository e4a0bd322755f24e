"""What a browser that has never been here loads for a page: octets as they come over the line."""

from __future__ import annotations

from bench.webs.fair import Visitor
from chromium import chromium
from playwright.sync_api import Response

from api.http.acting import COOKIE


def weight(visitor: Visitor, path: str) -> dict[str, float]:
    """Return the kilobytes (10**3) of everything that a page loads first, and of its scripts."""
    loaded: list[Response] = []
    with chromium() as browser, browser.new_context() as context:
        host = visitor.url.replace("127.0.0.1", "localhost")
        token = visitor.cookie.removeprefix(f"{COOKIE}=")
        kept = {"name": COOKIE, "value": token, "url": host.replace("http:", "https:")}
        context.add_cookies([{**kept, "secure": True, "httpOnly": True}])  # type: ignore[list-item] # Playwright's own dict
        page = context.new_page()
        page.on("response", lambda one: loaded.append(one))  # noqa: PLW0108 - it writes on what it is given
        page.goto(f"{host}{path}", wait_until="load")
        page.locator("h1").first.wait_for(state="attached")
        sizes = {
            one.url: (one.request.resource_type, one.request.sizes()["responseBodySize"])
            for one in loaded
            if "event-stream" not in one.headers.get("content-type", "")
        }
    scripts = sum(size for kind, size in sizes.values() if kind == "script")
    return {
        "script_kb": round(scripts / 1000, 1),
        "all_kb": round(sum(size for _, size in sizes.values()) / 1000, 1),
        "requests": len(sizes),
    }
