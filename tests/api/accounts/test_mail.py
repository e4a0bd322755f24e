"""Messages: what they say, how they go, and what becomes of those that do not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from coming_in import House, then_refused
from post_office import HOST, PASSPHRASE, USER, Box, Certified, certified, post_office
from pydantic import SecretStr

from aggregates.vocabulary import Actor, Role
from api.accounts.invitations import invite
from api.errors import sentences
from api.mail.sending import TRIES_MAX, report_bounce, send_due_mails
from api.mail.smtp import MailServer, mail_server
from api.settings import Settings


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Certified:
    """Make a certificate for the post office."""
    return certified(tmp_path_factory.mktemp("post"))


@pytest.fixture(autouse=True)
def nothing_waits(house: House) -> None:
    """Begin with an empty outbox."""
    house.change("UPDATE operations.mails SET sealed = NULL")


def server(tls: Certified, port: int, security: str) -> MailServer:
    settings = Settings(
        mail_server=HOST,
        mail_port=port,
        mail_security=security,  # type: ignore[arg-type] - one of three words
        mail_user=USER if security == "starttls" else "",
        mail_password=SecretStr(PASSPHRASE),
        mail_timeout_seconds=5,
    )
    found = mail_server(settings, tls.client)
    assert found is not None
    return found


@contextmanager
def at(tls: Certified, security: str = "none") -> Iterator[tuple[Box, MailServer]]:
    """Give a post office, and how to reach it."""
    with post_office(security, tls.server) as (box, port):
        yield box, server(tls, port, security)


def invited(house: House, language: str = "en") -> Actor:
    actor = house.person()
    invite(house.accounts, house.registrar, actor.person, "zh" if language == "zh" else "en")
    return actor


@pytest.mark.parametrize(
    ("security", "encrypted"), [("none", False), ("starttls", True), ("tls", True)]
)
def test_a_message_goes_as_the_settings_say(
    house: House, tls: Certified, security: str, *, encrypted: bool
) -> None:
    actor = invited(house)
    link = house.mails_to(actor.person)[0].link
    with at(tls, security) as (box, reached):
        assert send_due_mails(house.accounts, reached) == 1
    (received,) = box.received
    assert received.to == [f"person-{actor.person}@example.org"]
    assert received.encrypted is encrypted
    assert link in received.message.get_content()


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        ("en", "Your account at the fair", "counts once, and for you alone"),
        ("zh", "您在投资洽谈会的账户", "仅限您本人使用一次"),
    ],
)
def test_a_message_speaks_the_language_of_its_reader(
    house: House, tls: Certified, language: str, subject: str, words: str
) -> None:
    invited(house, language)
    with at(tls) as (box, reached):
        send_due_mails(house.accounts, reached)
    message = box.received[0].message
    assert (message["Subject"], message["Content-Language"]) == (subject, language)
    assert words in message.get_content()
    assert message["Auto-Submitted"] == "auto-generated"


def test_a_link_stands_whole_in_a_message_that_is_read_as_it_came(
    house: House, tls: Certified
) -> None:
    actor = invited(house)
    link = house.mails_to(actor.person)[0].link
    with at(tls) as (box, reached):
        send_due_mails(house.accounts, reached)
    assert f"\n{link}\n" in box.received[0].message.as_string()


def test_a_message_that_has_gone_is_forgotten_and_goes_once(house: House, tls: Certified) -> None:
    actor = invited(house)
    with at(tls) as (box, reached):
        assert send_due_mails(house.accounts, reached) == 1
        assert send_due_mails(house.accounts, reached) == 0
    assert len(box.received) == 1
    assert house.mails_to(actor.person) == []


def test_a_message_says_which_it_was_when_it_comes_back(house: House, tls: Certified) -> None:
    actor = invited(house)
    with at(tls) as (box, reached):
        send_due_mails(house.accounts, reached)
    query = "SELECT id FROM operations.mails WHERE person = %s"
    ((mail,),) = house.rows(query, actor.person)
    assert box.received[0].sender == f"counterseal+{mail}@fair.example.org"


def test_who_had_it_sent_hears_that_a_message_came_back(house: House, tls: Certified) -> None:
    lead = house.person(Role.LEAD)
    actor = house.person(organisation=lead.organisation)
    invite(house.accounts, lead, actor.person, "en")
    with at(tls) as (box, reached):
        send_due_mails(house.accounts, reached)
        mail = box.received[0].sender.partition("+")[2].partition("@")[0]
        report_bounce(house.accounts, mail, "550")
        send_due_mails(house.accounts, reached)
    alert = box.received[1]
    assert alert.to == [f"person-{lead.person}@example.org"]
    assert actor.person not in alert.message.as_string()
    assert house.events(actor.person)[-1] == "mail_undelivered"
    then_refused(lambda: report_bounce(house.accounts, mail, "550"), "mail_unlisted")


def test_an_address_that_the_server_refuses_for_good_is_not_tried_again(
    house: House, tls: Certified
) -> None:
    actor = invited(house)
    with at(tls) as (box, reached):
        box.refuses = "550 No such mailbox"
        assert send_due_mails(house.accounts, reached) == 0
    assert house.mails_to(actor.person) == []
    assert house.events(actor.person)[-1] == "mail_undelivered"


def test_a_server_that_is_busy_is_tried_later(house: House, tls: Certified) -> None:
    invited(house)
    with at(tls) as (box, reached):
        box.refuses = "451 Come back later"
        assert send_due_mails(house.accounts, reached) == 0
        box.refuses = ""
        assert send_due_mails(house.accounts, reached) == 0
        house.clock.forward(minutes=2)
        assert send_due_mails(house.accounts, reached) == 1


def test_what_never_goes_is_given_up_in_the_end(house: House, tls: Certified) -> None:
    actor = invited(house)
    with at(tls) as (box, reached):
        box.refuses = "451 Come back later"
        for _ in range(TRIES_MAX):
            send_due_mails(house.accounts, reached)
            house.clock.forward(days=1)
    assert house.mails_to(actor.person) == []
    assert house.events(actor.person)[-1] == "mail_undelivered"


def test_nothing_goes_in_clear_where_tls_is_wanted(house: House, tls: Certified) -> None:
    actor = invited(house)
    with post_office("none", tls.server) as (box, port):
        reached = server(tls, port, "starttls")
        then_refused(lambda: send_due_mails(house.accounts, reached), "mail_not_sent")
    assert box.received == []
    assert len(house.mails_to(actor.person)) == 1


def test_nothing_goes_to_a_server_with_a_strangers_certificate(
    house: House, tls: Certified, tmp_path: Path
) -> None:
    invited(house)
    with post_office("tls", certified(tmp_path).server) as (box, port):
        then_refused(
            lambda: send_due_mails(house.accounts, server(tls, port, "tls")), "mail_not_sent"
        )
    assert box.received == []


def test_a_server_that_is_not_there_keeps_nothing(house: House, tls: Certified) -> None:
    actor = invited(house)
    with post_office("none", tls.server) as (_, port):
        pass
    refused = then_refused(
        lambda: send_due_mails(house.accounts, server(tls, port, "none")), "mail_not_sent"
    )
    assert refused.facts == {"reason": "ConnectionRefusedError"}
    assert len(house.mails_to(actor.person)) == 1


def test_without_a_server_in_the_settings_there_is_none() -> None:
    assert mail_server(Settings()) is None


def test_a_person_who_was_erased_gets_no_message(house: House, tls: Certified) -> None:
    actor = invited(house)
    keys = house.installation.keys
    keys.destroy(keys.person_key(actor.person).kid)
    with at(tls) as (box, reached):
        assert send_due_mails(house.accounts, reached) == 0
    assert box.received == []
    assert house.events(actor.person)[-1] == "mail_undelivered"


@pytest.mark.parametrize("code", sentences("mail"))
def test_each_text_is_there_in_both_languages(code: str) -> None:
    wording = sentences("mail")[code]
    assert set(wording) == {"en", "zh"}
    assert all(("{link}" in wording["en"]) == ("{link}" in text) for text in wording.values())
