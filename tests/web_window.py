"""A window of a browser in which somebody reads the pages of a fair."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import product
from pathlib import Path
from typing import Any, Literal

import msgspec
from axe_playwright_python.base import AXE_SCRIPT
from http_fair import Fair, Person
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    ViewportSize,
)

from api.http.acting import COOKIE
from api.http.serving import bound
from api.web.tongues import COOKIE as LANGUAGE
from api.web.visit import ZONE_COOKIE

Theme = Literal["light", "dark"]
Opens = Callable[..., "Window"]
"""Opens a window: ``window(person=None, tongue="en", theme="light", width=1440, script=True)``."""

TONGUES = ("en", "zh-Hans")
THEMES: tuple[Theme, ...] = ("light", "dark")
WIDTHS = (360, 768, 1440)
HOST = "localhost"
"""Where a browser trusts a page without TLS."""
ZONE = "Asia/Jakarta"
SHOTS = "COUNTERSEAL_SHOTS"
"""Names the folder in which `Window.keeps` keeps pictures; without it, none are kept."""

_REFUSED = ("Content Security Policy", "Refused to", "TrustedHTML", "hx-csp")

_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_VIOLATIONS = """
async rules => {
  if (!globalThis.axe) return null;
  const found = await axe.run({ runOnly: rules, resultTypes: ["violations"] });
  return found.violations;
}
"""


class Look(msgspec.Struct, frozen=True):
    """How a page is shown at first."""

    theme: Theme
    width: int
    script: bool


_IDLE: defaultdict[bool, list[Page]] = defaultdict(list)
"""Pages that were emptied, with scripts and without: a new one takes a process of the browser's,
which is dear."""


class Window:
    """A page in a context of its own: its cookies are nobody else's."""

    def __init__(self, fair: Fair, page: Page) -> None:
        self.fair, self.page = fair, page
        self.kept_apart = False
        self.refused: list[str] = []
        self.page.on("console", self._listen)
        self.page.on("pageerror", self._stumble)

    @property
    def context(self) -> BrowserContext:
        """What is around the page. Who asks may change it so that no other test should have it."""
        self.kept_apart = True
        return self.page.context

    def goes(self, path: str, status: int = 200) -> Window:
        """Open a page, and find it answered so."""
        answer = self.page.goto(self.address(path))
        assert answer is not None
        assert answer.status == status, self.page.inner_text("body")
        return self

    def address(self, path: str) -> str:
        """Return where a page is."""
        return f"http://{HOST}:{self.fair.client.base_url.port}{path}"

    def presses(self, name: str, *, role: Any = "button", nth: int = 0) -> Window:
        """Press what is called so, and wait for what follows."""
        self.page.get_by_role(role, name=name, exact=True).nth(nth).click()
        self.page.wait_for_load_state("load")
        return self

    def fills(self, **fields: str) -> Window:
        """Fill fields by their names."""
        for name, value in fields.items():
            self.page.locator(f"[name={name}]:visible").first.fill(value)
        return self

    def reads(self, text: str) -> Window:
        """Find a text on the page."""
        self.page.get_by_text(text).first.wait_for()
        return self

    def heading(self) -> str:
        """Return what the page calls itself."""
        return self.page.locator("h1").inner_text()

    def shown(self, theme: Theme, width: int) -> Window:
        """Show the same page otherwise, as to whom it grows dark or who turns their device.

        It is what a page opened so would be: no server and no script asks for theme or width.
        """
        self.page.set_viewport_size(_size(width))
        self.page.emulate_media(color_scheme=theme)
        return self

    def looks(self, widths: Iterable[int] = WIDTHS) -> Iterator[str]:
        """Show the page in each theme at each width, one after the other; give the look's name."""
        for theme, width in product(THEMES, widths):
            self.shown(theme, width)
            yield f"{theme}-{width}"

    def breaches(self) -> list[str]:
        """Return what is not accessible on the page, by the rules of WCAG 2.2 AA."""
        violations = self.page.evaluate(_VIOLATIONS, _RULES)
        if violations is None:  # who reads the rules was not on this page before
            self.page.evaluate(AXE_SCRIPT)
            violations = self.page.evaluate(_VIOLATIONS, _RULES)
        return [
            f"{one['id']}: {node['html'][:160]} {node['any'][:1] and node['any'][0]['message']}"
            for one in violations
            for node in one["nodes"]
        ]

    def overflows(self) -> bool:
        """Return whether the page is wider than its window."""
        return bool(
            self.page.evaluate(
                "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            )
        )

    def keeps(self, name: str) -> Window:
        """Keep a picture of the whole page, where somebody wants to look at it."""
        folder = os.getenv(SHOTS)
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
        return self

    def hears_no_more(self) -> None:
        """Leave what the page says from now on to others."""
        self.page.remove_listener("console", self._listen)
        self.page.remove_listener("pageerror", self._stumble)

    def _stumble(self, error: Error) -> None:
        self.refused.append(str(error))

    def shows(self, name: str) -> Window:
        """Keep a picture of what the screen shows, where somebody wants to look at it."""
        folder = os.getenv(SHOTS)
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(folder) / f"{name}.png")
        return self

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error" and any(word in message.text for word in _REFUSED):
            self.refused.append(message.text)


def opening(browser: Browser, fair: Fair, windows: ExitStack, opened: list[Window]) -> Opens:
    """Return what opens windows on a fair; ``windows`` closes them."""

    def opens(
        person: Person | None = None,
        *,
        tongue: str = "en",
        theme: Theme = "light",
        width: int = 1440,
        script: bool = True,
    ) -> Window:
        look = Look(theme=theme, width=width, script=script)
        window = Window(fair, _page(browser, look))
        windows.callback(_given_back, window, look)
        cookies = [_cookie(LANGUAGE, tongue), _cookie(ZONE_COOKIE, ZONE)]
        if person is not None:
            assert person.cookie
            cookies.append(_cookie(COOKIE, person.token))
        window.page.context.add_cookies(cookies)
        opened.append(window)
        return window

    return opens


@contextmanager
def windows_on(browser: Browser, fair: Fair) -> Iterator[Opens]:
    """Give what opens windows on a fair; all close in the end, and none has refused content."""
    with ExitStack() as windows:
        opened: list[Window] = []
        yield opening(browser, fair, windows, opened)
        refused = [line for one in opened for line in one.refused]
    assert refused == []


def _page(browser: Browser, look: Look) -> Page:
    """Return an empty page in an empty context: what one keeps for a year may be there already."""
    while idle := _IDLE[look.script]:
        page = idle.pop()
        if page.context.browser is browser:
            page.set_viewport_size(_size(look.width))
            page.emulate_media(color_scheme=look.theme)
            return page
    context = browser.new_context(
        viewport=_size(look.width),
        color_scheme=look.theme,
        java_script_enabled=look.script,
        timezone_id=ZONE,
        locale="en-GB",
        reduced_motion="reduce",
    )
    context.set_default_timeout(60_000)  # how slow a machine is says nothing of a page
    return context.new_page()


def _size(width: int) -> ViewportSize:
    return {"width": width, "height": 900}


def _given_back(window: Window, look: Look) -> None:
    """Empty a page and its context of all that a site keeps there; or close them for good."""
    page, context = window.page, window.page.context
    if window.kept_apart or context.pages != [page]:
        context.close()
        return
    window.hears_no_more()
    page.unroute_all()
    devtools = context.new_cdp_session(page)
    if look.script and page.url.startswith(window.address("")):
        page.evaluate("sessionStorage.clear()")
    page.goto(window.address("/livez"))  # of the same site: the next visit takes no new process
    place = {"origin": window.address(""), "storageTypes": "all"}
    devtools.send("Storage.clearDataForOrigin", place)
    devtools.send("Page.resetNavigationHistory")
    devtools.detach()
    context.clear_cookies()
    _IDLE[look.script].append(page)


def _cookie(name: str, value: str) -> Any:
    return {
        "name": name,
        "value": value,
        "url": f"https://{HOST}",  # as a server would set it, which the protocol cannot
        "secure": True,
        "httpOnly": name != ZONE_COOKIE,
    }


def free_port() -> int:
    """Return a port that is free: passkeys are bound to the address before it is served."""
    with bound("127.0.0.1", 0) as listening:
        port: int = listening.getsockname()[1]
        return port
