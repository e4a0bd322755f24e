"""What a figure says of a position is counted once, as long as what it is counted of stands."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

from projecting import House

from api.http.figure_queries import FigureQuery
from api.http.figures import Figure
from api.http.figures_kept import KEPT_MAX, figure_at, moment_of
from api.storage.views import Views
from projections.cut import cut_at

ASKS = FigureQuery(currency="CNY")


def counted(house: House, name: str, *queries: FigureQuery) -> list[Figure]:
    """Return a figure of the edition as it is asked for, once for each query."""
    edition = house.logs[1]

    async def ask() -> list[Figure]:
        async with aclosing(_Closing(house.database.dsn("app"))) as views:
            found: list[Figure] = []
            for query in queries:
                async with views.connection() as connection:
                    cut = await cut_at(connection, edition, str(edition), "UTC", at=query.at)
                    moment = await moment_of(connection, cut)
                found.append(await figure_at(views, name, moment, query))
            return found

    return asyncio.run(ask())


class _Closing(Views):
    async def aclose(self) -> None:
        await self.close()


def last(house: House) -> int:
    """Return the last position of the edition."""
    return house.heads()[house.logs[1]]


def test_a_figure_of_a_position_is_counted_once(ran: House) -> None:
    first, second = counted(ran, "F1", ASKS, FigureQuery(currency="CNY", at=last(ran)))
    assert first.head.position == last(ran)
    assert second is first


def test_another_part_position_or_currency_is_another_figure(ran: House) -> None:
    queries = (
        FigureQuery(currency="CNY", at=last(ran) - 1),
        FigureQuery(currency="EUR"),
        FigureQuery(currency="CNY", tier="contract"),
        FigureQuery(currency="CNY", published=True),
    )
    found = [msg for query in queries for msg in counted(ran, "F1", ASKS, query)]
    assert all(whole is found[0] for whole in found[::2])
    assert len({id(one) for one in found}) == 1 + len(queries)


def test_checks_of_papers_are_counted_whenever_they_are_asked_for(ran: House) -> None:
    first, second = counted(ran, "F15", ASKS, ASKS)
    assert second == first
    assert second is not first


def test_figures_of_a_view_that_was_built_anew_are_counted_anew(house: House) -> None:
    house.run()
    (first,) = counted(house, "F9", ASKS)
    house.query("UPDATE projections.standing SET anew = true WHERE view = 'health'")
    assert house.projector().catch_up()
    (second,) = counted(house, "F9", ASKS)
    assert second == first
    assert second is not first


def test_figures_are_not_kept_while_a_view_does_not_stand(house: House) -> None:
    house.run()
    house.query("DELETE FROM projections.standing WHERE view = 'health'")
    first, second = counted(house, "F9", ASKS, ASKS)
    assert second == first
    assert second is not first


def test_what_was_not_asked_for_lately_is_forgotten(ran: House) -> None:
    others = [FigureQuery(currency="CNY", project=f"project-{n}") for n in range(KEPT_MAX)]
    first, *_, again = counted(ran, "F1", ASKS, *others, ASKS)
    assert again == first
    assert again is not first
