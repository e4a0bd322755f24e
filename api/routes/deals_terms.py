"""Commands at the table of a deal."""

from __future__ import annotations

from aggregates.deal.parties.invite_party import InviteParty, invite_party
from aggregates.deal.terms.accept_clauses import AcceptClauses, accept_clauses
from aggregates.deal.terms.lock_terms import LockTerms, lock_terms
from aggregates.deal.terms.table_offer import TableOffer, table_offer
from aggregates.deal.terms.unlock_terms import UnlockTerms, unlock_terms
from api.http.commands import command
from api.http.router import Router

router = Router("deals")

command(router, invite_party, InviteParty, fresh=("invitation",))
command(router, table_offer, TableOffer)
command(router, accept_clauses, AcceptClauses)
command(router, lock_terms, LockTerms)
command(router, unlock_terms, UnlockTerms)
