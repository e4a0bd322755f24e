"""A deal of three sides whose terms are locked, and the people who sign and seal it in browsers."""

from __future__ import annotations

from collections.abc import Iterable

from http_fair import Fair, Person
from web_deal import CLAUSES, Talks, clause
from web_window import Window

from aggregates.vocabulary import Role


class Locked(Talks):
    """Linghai, Aster and Wisla agree on five clauses in English and Chinese."""

    def __init__(self, fair: Fair) -> None:
        super().__init__(fair)
        office = fair.house.organisation("Commerce bureau of the Bay")
        notary = fair.house.organisation("Notary office of the Bay")
        self.notary = fair.person(Role.NOTARY, notary)
        self.official = fair.person(Role.OFFICIAL, office)
        self.registry = fair.person(Role.REGISTRY, fair.registry_office)

    def lock(self) -> Locked:
        """Table, accept and lock the terms."""
        self.open().engage()
        clauses = [
            clause(name, texts, "480000000" if name == "price" else "")
            for name, texts in CLAUSES.items()
        ]
        self.table(frame=self.frame(), clauses=clauses).then()
        for who in (self.ana, self.ola):
            self.accepts(who, *self.rows())
        self.does("lock_terms", self.lin, instrument=self.leading).then()
        return self

    def sent(self) -> str:
        """Send the letter of intent, and return which instrument it is."""
        drafted = self.does("draft_instrument", self.lin, kind="letter_of_intent", tier="intention")
        self.letter = str(drafted.then().body["ids"]["instrument"])
        self.lin.shows_presence("submit_intent", "", self.deal)
        self.does("submit_intent", self.lin, **self.letter_body()).then()
        return self.letter

    def rows(self) -> Iterable[str]:
        """Return the names of every row."""
        return [row["row"] for row in self.reads(self.lin, "/matrix").then().body["rows"]]

    @property
    def page(self) -> str:
        """Where the paper is signed."""
        return f"/deals/{self.deal}/instruments/{self.leading}/sign"

    def prepared(self) -> Locked:
        """Open the signing past the pages."""
        self.lock().open_signing().then()
        return self

    def shows(self, here: Window, who: Person, button: str = "Sign") -> Window:
        """Type the code that somebody's app shows, and press the button beside it."""
        here.fills(**{"presence-code": self.fair.house.code(who.insider)})
        here.page.get_by_role("button", name=button, exact=True).click()
        self.fair.house.clock.forward(seconds=30)
        return here

    def signs(self, here: Window, who: Person) -> Window:
        """Read, consent, and sign with a code."""
        here.goes(self.page).page.locator("[name=consent]").check()
        return self.shows(here, who).reads("You have signed. Keep the receipt.")

    def progress(self) -> str:
        """Return how far the leading instrument has come."""
        instruments = self.reads(self.lin).then().body["instruments"]
        return str(next(one["progress"] for one in instruments if one["id"] == self.leading))


def device_in(here: Window) -> None:
    """Give the browser a device that keeps passkeys."""
    devices = here.context.new_cdp_session(here.page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True,
    }})  # fmt: skip
