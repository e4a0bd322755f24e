"""A deal of three sides in two languages, in the middle of its negotiation: what pages show."""

from __future__ import annotations

from typing import Any

from http_deal import Negotiation
from http_fair import Fair, Person

TITLE = {"en": "Offshore cable plant, Fuzhou Bay", "zh-Hans": "福州湾海缆制造基地"}
CLAUSES: dict[str, dict[str, tuple[str, str]]] = {
    "scope": {
        "en": (
            "Scope",
            (
                "The parties build and run a plant for 1,200 km of submarine cable a year, and "
                "train 40 technicians on site."
            ),
        ),
        "zh-Hans": (
            "范围",
            "各方共同建设并运营年产 1,200 公里海底电缆的工厂，并在现场培训 40 名技术人员。",
        ),
    },
    "price": {
        "en": ("Price", "The total investment is CNY 480,000,000, paid in three instalments."),
        "zh-Hans": ("价款", "总投资额为人民币 480,000,000 元，分三期支付。"),
    },
    "delivery": {
        "en": (
            "Delivery",
            (
                "The plant is ready for trial operation within ninety (90) days of the third "
                "instalment, at the port of Mawei."
            ),
        ),
        "zh-Hans": ("交付", "工厂于第三期款项到账后九十（90）日内在马尾港具备试运行条件。"),
    },
    "warranty": {
        "en": ("Warranty", "The cable meets IEC 60840 and carries a warranty of 12 years."),
        "zh-Hans": ("质保", "电缆符合 IEC 60840 标准，质保期为 12 年。"),
    },
    "disputes": {
        "en": ("Law and disputes", "Disputes are settled by arbitration in Shanghai."),
        "zh-Hans": ("法律与争议", "争议在上海以仲裁方式解决。"),
    },
}
COUNTERED = {
    "en": (
        "Delivery",
        (
            "The plant is ready for trial operation within sixty (60) days of the third "
            "instalment, at the port of Mawei, and freight is shared equally."
        ),
    ),
    "zh-Hans": (
        "交付",
        "工厂于第三期款项到账后六十（60）日内在马尾港具备试运行条件，运费由各方平均分担。",
    ),
}
CHEAPER = {
    "en": ("Price", "The total investment is CNY 460,000,000, paid in four instalments."),
    "zh-Hans": ("价款", "总投资额为人民币 460,000,000 元，分四期支付。"),
}


def clause(name: str, texts: dict[str, tuple[str, str]], amount: str = "") -> dict[str, Any]:
    """Return a clause as it is sent."""
    price = {"type": "money", "amount": amount, "currency": "CNY"}
    return {
        "id": name,
        "values": {"price": price} if amount else {},
        "texts": {tag: {"title": title, "body": body} for tag, (title, body) in texts.items()},
    }


class Talks(Negotiation):
    """Linghai opened the deal; Aster and Wisla joined it."""

    def __init__(self, fair: Fair) -> None:
        self.fair = fair
        self.lin = fair.registered_lead("Linghai Cable Co., Ltd. 凌海电缆", "CN", "林悦", "Lin Yue")
        self.ana = fair.registered_lead("Aster Capital S.A.", "FR", "Anaïs Roux")
        self.ola = fair.registered_lead("Wisła Kapitał S.A.", "PL", "Ola Nowak")
        self.deal = self.leading = self.letter = ""

    def opening(self) -> dict[str, Any]:
        """Return what is sent to open the deal."""
        return {**super().opening(), "title": TITLE["en"]}

    def open(self) -> Talks:
        """Open the deal, and let both others join."""
        super().open()
        of = self.ola.actor.organisation
        invited = self.does("invite_party", self.lin, organisation=of).then()
        body = {"invitation": invited.body["ids"]["invitation"], "accede": {}}
        self.does("join_deal", self.ola, **body).then()
        return self

    def engage(self) -> Talks:
        """Send the letter of intent, and let both others accept it."""
        super().engage()
        base = self.signing(self.letter)["base_pdf_sha256"]
        self.ola.shows_presence("accept_intent", base, self.deal)
        self.does("accept_intent", self.ola, **self.consent(self.letter)).then()
        return self

    def seats(self) -> list[dict[str, Any]]:
        """Return a seat for each side."""
        third = {
            **super().seats()[0],
            "field": "wisla",
            "of": self.ola.actor.organisation,
            "sitters": [{"person": self.ola.actor.person, "mandate": self.ola.mandate}],
        }
        return [*super().seats(), third]

    def talk(self) -> Talks:
        """Table five clauses; Aster counters two, Wisla accepts some and reserves one."""
        self.table(
            frame=self.frame(),
            clauses=[
                clause(name, texts, "480000000" if name == "price" else "")
                for name, texts in CLAUSES.items()
            ],
        ).then()
        self.accepts(self.ana, "scope", "warranty", "disputes")
        self.accepts(self.ola, "scope", "price", "delivery")
        self.counters(self.ana, clause("delivery", COUNTERED))
        self.counters(self.ana, clause("price", CHEAPER, "460000000"))
        self.reserves(self.ola, "disputes", "The seat should be in a third country.")
        return self

    def frame(self) -> dict[str, Any]:
        """Return the frame of the agreement."""
        return {
            "values": {
                "title": {"type": "wording", "texts": TITLE},
                "amount": {"type": "money", "amount": "480000000", "currency": "CNY"},
            },
            "authentic_languages": ["en", "zh-Hans"],
            "governing_law": "CN",
            "forum": "CIETAC",
            "clause_ids": list(CLAUSES),
        }

    def accepts(self, who: Person, *rows: str) -> None:
        """Accept rows as they stand."""
        matrix = self.reads(who, "/matrix").then().body
        cited = {row["row"]: row["sha256"] for row in matrix["rows"] if row["row"] in rows}
        body = {"cited": cited, "parties_sha256": matrix["parties_sha256"]}
        self.does("accept_clauses", who, instrument=self.leading, **body).then()

    def counters(self, who: Person, to: dict[str, Any]) -> None:
        """Put another wording."""
        body = {"clause": to, "previous_sha256": self.digest(to["id"])}
        self.does("counter_clause", who, instrument=self.leading, **body).then()

    def reserves(self, who: Person, row: str, reason: str) -> None:
        """Reserve a row."""
        body = {"clause": row, "clause_sha256": self.digest(row), "reason": reason}
        self.does("reserve_clause", who, instrument=self.leading, **body).then()

    def digest(self, row: str) -> str:
        """Return what an acceptance of a row cites now."""
        rows = self.reads(self.lin, "/matrix").then().body["rows"]
        return next(str(one["sha256"]) for one in rows if one["row"] == row)
