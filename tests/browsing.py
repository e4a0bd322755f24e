"""A browser: it keeps the cookie that it was given, and shows nothing else."""

from __future__ import annotations

from http.cookies import SimpleCookie
from typing import Any

from coming_in import PASSWORD, Insider
from http_fair import Fair, Said

from api.http.acting import COOKIE


class Browser:
    """A browser that keeps its cookie."""

    def __init__(self, fair: Fair, token: str = "") -> None:
        self.fair = fair
        self.token = token

    def asks(self, method: str, path: str, body: Any = None, **headers: str) -> Said:
        """Send a request with the cookie, if there is one, and keep the one that comes back."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            sent["cookie"] = f"{COOKIE}={self.token}"
        said = self.fair.said(method, path, json=body, headers=sent)
        if "set-cookie" in said.response.headers:
            cookie = SimpleCookie(said.response.headers["set-cookie"])
            self.token = cookie[COOKIE].value
        return said

    def signs_in(self, insider: Insider, **changes: Any) -> Said:
        """Sign in with password and code."""
        code = self.fair.house.code(insider)
        body = {"address": insider.email, "password": PASSWORD, "code": code, **changes}
        said = self.asks("POST", "/session", body)
        self.fair.house.clock.forward(seconds=30)
        return said

    def steps_up(self, insider: Insider, operation: str = "change") -> Said:
        """Show presence with a code."""
        code = self.fair.house.code(insider)
        said = self.asks("POST", "/session/step_up", {"operation": operation, "code": code})
        self.fair.house.clock.forward(seconds=30)
        return said
