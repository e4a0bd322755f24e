"""A fair is played once: deals stand where their plots leave them, and people can sign in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import msgspec
import pytest
from databases import prepared
from playing import Heard, settings_for
from pydantic import SecretStr

from aggregates.deal import DEAL
from aggregates.deal.state import Deal, Stage
from aggregates.vocabulary import Role
from api.accounts.accounts import NOWHERE, Accounts, opened_accounts
from api.accounts.sign_in import Credentials, sign_in
from api.clock import now
from api.fair.demo import play_fair
from api.fair.entrants import FILE, remembered
from api.fair.plots import (
    PLOTS,
    at_the_pen,
    disputed,
    fulfilled,
    invited,
    letter_declined,
    terminated,
    withdrawn,
)
from api.http.figures import FIGURES
from api.installation import Installation, running
from api.publications.kept import contents_of, publications_in
from api.recording import record_of
from api.refusals import ApiError
from api.settings import Settings
from ledger.embedded import Server
from ledger.recorded import Recorded
from ledger.sources import One
from signing.registry.trust import trust_policy
from signing.verify.case import Case
from signing.verify.verdict import Level
from signing.verify.verifier import verify

ENDS = (invited, letter_declined, withdrawn, at_the_pen, fulfilled, disputed, terminated)
"""What happens in the other plots, happens on the way to these."""
ONCE = tuple(often._replace(times=1) for often in PLOTS if often.plot in ENDS)
STAGES = {
    "draft": 1,
    "declined": 1,
    "withdrawn": 1,
    "signing": 1,
    "effective": 1,
    "fulfilled": 1,
    "terminated": 1,
}


class Played(msgspec.Struct, frozen=True):
    """A fair of one deal for each plot, and what was said of it."""

    settings: Settings
    installation: Installation
    deals: list[Deal]
    said: list[dict[str, object]]
    dsn: str


@pytest.fixture(scope="module")
def played(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """Play it, where there is no other log: its figures are of every deal of the ledger."""
    database = prepared(postgres, "played_fair")
    given, heard = settings_for(database, tmp_path_factory.mktemp("fair")), Heard()
    settings = given.model_copy(update={"projector_url": SecretStr(database.dsn("projector"))})
    play_fair(settings, heard, ONCE)
    with running(settings) as installation:
        deals = list(_deals(installation))
        yield Played(settings, installation, deals, heard.records, database.dsn())


def _deals(installation: Installation) -> Iterator[Deal]:
    (edition,) = installation.editions()
    book = installation.edition(edition)
    for span in book.spans():
        for replayed in book.replay(DEAL, span):
            if replayed.state is not None and replayed.state.id:
                yield book.state(One(DEAL, replayed.state.id))


@pytest.fixture(scope="module")
def accounts(played: Played) -> Iterator[Accounts]:
    """Open the accounts at a time when the codes of the play are used up."""
    later = now() + timedelta(minutes=2)
    opened = opened_accounts(played.installation, played.dsn, played.settings, clock=lambda: later)
    yield opened
    opened.close()


def test_every_deal_stands_where_its_plot_leaves_it(played: Played) -> None:
    assert Counter(deal.stage.value for deal in played.deals) == STAGES


def test_all_of_it_has_happened_within_the_fair_and_by_now(played: Played) -> None:
    (edition,) = played.installation.editions()
    tail = played.installation.edition(edition).read(0, 10_000)
    times = [one.event.at for one in tail if isinstance(one, Recorded)]
    assert times == sorted(times)
    assert now() - timedelta(days=31) < times[0] < times[-1] < now()


def test_what_was_sealed_is_valid(played: Played) -> None:
    installation = played.installation
    trust = trust_policy(installation.authority, (), now())
    executed = (Stage.EFFECTIVE, Stage.FULFILLED, Stage.TERMINATED)
    sealed = [deal for deal in played.deals if deal.stage in executed]
    for deal in sealed:
        record = record_of(installation, deal, deal.leading)
        pdf = installation.book_of(deal.id).blob(One(DEAL, deal.id), record.pdf_sha256)
        verdict = verify(Case(pdf=pdf, trust=trust, at=now(), record=record))
        assert verdict.level is Level.VALID


def test_people_of_every_role_can_sign_in_also_right_after_the_code_of_the_moment_was_used(
    played: Played, accounts: Accounts
) -> None:
    entrants = remembered(played.settings.data_directory)
    roles = {Role.LEAD, Role.APPROVER, Role.OFFICIAL, Role.ORGANISER, Role.REGISTRY, Role.AUDITOR}
    assert {one.role for one in entrants} == roles
    for one in entrants:
        for code in (one.code(accounts.clock()), one.following_code(accounts.clock())):
            typed = Credentials(address=one.email, password=one.password, code=code)
            assert sign_in(accounts, typed, NOWHERE).token


def test_asked_again_it_plays_nothing_and_says_who_can_sign_in(played: Played) -> None:
    head, again = played.installation.registry.head(), Heard()
    play_fair(played.settings, again, ONCE)
    assert played.installation.registry.head() == head
    assert [r["email"] for r in again.records] == [r["email"] for r in played.said]


def test_it_is_not_played_into_a_ledger_that_has_a_history(played: Played) -> None:
    (played.settings.data_directory / FILE).unlink()
    with pytest.raises(ApiError, match="fair_not_alone"):
        play_fair(played.settings, Heard(), ONCE)


def test_its_figures_are_published_by_two_people(played: Played) -> None:
    (edition,) = played.installation.editions()
    book = played.installation.edition(edition)
    (published,) = publications_in(book).public
    assert published.signed_off is not None
    assert published.signed_off.by != published.prepared.by
    contents = contents_of(book, published)
    assert (contents.number, contents.status) == (1, "provisional")
    assert contents.position == published.prepared.position > 0
    assert {one.definition for one in contents.figures} == set(FIGURES)


def test_the_organiser_has_said_by_what_deals_are_counted_once_their_letter_was_signed(
    played: Played,
) -> None:
    counted = {deal.stage: deal.counting.attributes for deal in played.deals}
    unsaid = {stage for stage, attributes in counted.items() if attributes is None}
    assert unsaid == {Stage.DRAFT, Stage.DECLINED}
    said = [attributes for attributes in counted.values() if attributes is not None]
    assert all(one.theme and one.delegation and one.lists == 1 for one in said)


def test_deals_whose_paper_lies_ready_stand_in_the_running_order(played: Played) -> None:
    items = {deal.stage for deal in played.deals if deal.counting.item is not None}
    assert items
    assert items <= {Stage.SIGNING, Stage.EFFECTIVE, Stage.FULFILLED, Stage.TERMINATED}
