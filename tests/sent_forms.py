"""Forms of pages, as they are and as somebody might send them by other means than a browser."""

from __future__ import annotations

import re

import httpx2
from http_fair import Fair, Person
from web_window import Window

_HIDDEN = re.compile(r'<input type="hidden" name="(?P<name>[^"]+)" value="(?P<value>[^"]*)"')


def form_on(here: Window) -> dict[str, str]:
    """Return what the last form that changes something would bring, but what is written in it."""
    html = here.page.locator("form[method=post]").last.inner_html()
    return {found["name"]: found["value"] for found in _HIDDEN.finditer(html)}


def sends(
    fair: Fair, who: Person, path: str, form: dict[str, str], site: str = "same-origin"
) -> httpx2.Response:
    """Send a form as somebody, to the page at a path."""
    headers = {**who.cookie, "accept": "text/html", "sec-fetch-site": site}
    return fair.client.post(path, data=form, headers=headers)
