"""Messages to people, as soon as they are due."""

from __future__ import annotations

from typing import Final

from api.accounts.accounts import Accounts
from api.mail.sending import send_due_mails
from api.mail.smtp import MailServer
from api.storage.mails import any_due
from api.storage.tallies import tally

AT_ONCE: Final = 20


class Mailing:
    """Hands messages over to the mail server; they stay where they are while it is away."""

    name = "mailing"

    def __init__(self, accounts: Accounts, server: MailServer) -> None:
        self._accounts = accounts
        self._server = server

    def round(self) -> bool:
        """Send what is due; nobody is called while nothing is.

        Raises:
            ApiError: ``mail_not_sent``.
            LedgerError: ``unavailable``.
        """
        with self._accounts.operations.transaction() as connection:
            if not any_due(connection, self._accounts.clock()):
                return False
        sent = send_due_mails(self._accounts, self._server, AT_ONCE)
        if sent:
            with self._accounts.operations.transaction() as connection:
                tally(connection, "mail", "sent", count=sent)
        return sent == AT_ONCE
