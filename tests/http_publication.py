"""Figures that are published over HTTP: a worker judges, one official prepares, another signs off.

``Publishing(fair).judged().prepares(status="provisional").then()`` and ``.signs_off()``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from http_fair import Fair, Person, Said, publications_of
from waiting import until

from aggregates.vocabulary import Role
from api.http.figures import FIGURES

NOTE: Mapping[str, str] = {"en": "Counted anew after a day.", "zh": "隔日重新统计。"}
_JUDGED = "SELECT count(DISTINCT series) FROM operations.publications WHERE edition = %s"


class Publishing:
    """Two officials of a fair, and what they publish."""

    def __init__(self, fair: Fair) -> None:
        self.fair = fair
        self.preparer = fair.person(Role.OFFICIAL)
        self.second = fair.person(Role.OFFICIAL)

    @property
    def path(self) -> str:
        """The address of the edition."""
        return f"/editions/{self.fair.edition}"

    def judged(self) -> Publishing:
        """Have a worker settle what may be told as of the last midnight."""
        midnight_judged(self.fair)
        return self

    def every(self, who: Person | None = None) -> Any:
        """Return the list of publications, as an official or as ``who`` is told it."""
        return (who or self.preparer).get(f"{self.path}/publications").then().body

    def cut_offs(self) -> list[Any]:
        """Return the midnights that may be published."""
        found = self.preparer.get(f"{self.path}/publication_cut_offs").then().body
        return list(found["cut_offs"])

    def prepares(self, who: Person | None = None, **body: object) -> Said:
        """Prepare a publication."""
        path = f"{self.path}/publications/prepare_publication"
        return (who or self.preparer).post(path, body)

    def signs_off(self, publication: str, digest: str, who: Person | None = None) -> Said:
        """Sign a publication off, having shown anew who one is."""
        second = who or self.second
        second.shows_presence("sign_off_publication", digest)
        path = f"{self.path}/publications/{publication}/sign_off_publication"
        return second.post(path, {"figures_sha256": digest})

    def sends_back(self, publication: str, reason: str, who: Person | None = None) -> Said:
        """Send a publication back."""
        path = f"{self.path}/publications/{publication}/send_back_publication"
        return (who or self.second).post(path, {"reason": reason})

    def publishes(self, status: str = "provisional") -> Any:
        """Prepare and sign off the latest midnight; return the publication."""
        note = NOTE if self.every()["items"] else None
        publication = self.prepares(status=status, note=note).then().body["ids"]["publication"]
        (waiting,) = (one for one in self.every()["items"] if one["state"] == "waiting")
        assert waiting["publication"] == publication
        self.signs_off(publication, waiting["figures_sha256"]).then()
        return waiting


def midnight_judged(fair: Fair) -> None:
    """Judge the figures as of the last midnight, as a worker does, once the views are there.

    Of a fair that was opened since then there is nothing to judge yet: so a day goes by.
    """
    job, every = publications_of(fair), len({figure.series for figure in FIGURES.values()})
    query = f"{_JUDGED} AND position > 0"
    until(lambda: job.round() or fair.house.rows(_JUDGED, fair.edition)[0][0] == every)
    if fair.house.rows(query, fair.edition)[0][0] < every:
        fair.house.clock.forward(days=1)
        until(lambda: job.round() or fair.house.rows(query, fair.edition)[0][0] == every)


def figures_published(fair: Fair) -> None:
    """Publish the figures as of the last midnight, by two officials."""
    Publishing(fair).judged().publishes()
