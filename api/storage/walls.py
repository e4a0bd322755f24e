"""Reading the views from a thread: who reads is told to the database first, as everywhere."""

from __future__ import annotations

from aggregates.vocabulary import OrganisationId
from api.storage.operations import Transaction

_TELL = (
    "SELECT set_config('counterseal.organisation', %s, true),"
    " set_config('counterseal.sees', %s, true)"
)


def reads_for(connection: Transaction, organisation: OrganisationId) -> None:
    """Let the rest of the transaction see the views as an organisation does."""
    connection.execute(_TELL, [organisation, "own"])


def reads_everything(connection: Transaction) -> None:
    """Let the rest of the transaction see the views whole: for what the system itself has to do."""
    connection.execute(_TELL, ["", "all"])
