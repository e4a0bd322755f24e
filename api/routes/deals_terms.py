"""Commands at the table of a deal: drafts, offers, acceptances, wordings, the lock."""

from __future__ import annotations

from aggregates.deal.terms.accept_clauses import AcceptClauses, accept_clauses
from aggregates.deal.terms.certify_translation import CertifyTranslation, certify_translation
from aggregates.deal.terms.confirm_correction import ConfirmCorrection, confirm_correction
from aggregates.deal.terms.counter_clause import CounterClause, counter_clause
from aggregates.deal.terms.counter_frame import CounterFrame, counter_frame
from aggregates.deal.terms.draft_instrument import DraftInstrument, draft_instrument
from aggregates.deal.terms.lock_terms import LockTerms, lock_terms
from aggregates.deal.terms.propose_correction import ProposeCorrection, propose_correction
from aggregates.deal.terms.reserve_clause import ReserveClause, reserve_clause
from aggregates.deal.terms.table_offer import TableOffer, table_offer
from aggregates.deal.terms.translate_clause import TranslateClause, translate_clause
from aggregates.deal.terms.unlock_terms import UnlockTerms, unlock_terms
from aggregates.deal.terms.withdraw_correction import WithdrawCorrection, withdraw_correction
from aggregates.deal.terms.withdraw_offer import WithdrawOffer, withdraw_offer
from api.http.commands import command
from api.http.framing import framed_command
from api.http.router import Router

router = Router("deals")

command(router, draft_instrument, DraftInstrument, fresh=("instrument",))
framed_command(router, table_offer, TableOffer)
command(router, withdraw_offer, WithdrawOffer)
command(router, accept_clauses, AcceptClauses)
command(router, counter_clause, CounterClause)
framed_command(router, counter_frame, CounterFrame)
command(router, reserve_clause, ReserveClause)
command(router, translate_clause, TranslateClause)
command(router, certify_translation, CertifyTranslation)
command(router, lock_terms, LockTerms)
command(router, unlock_terms, UnlockTerms)
command(router, propose_correction, ProposeCorrection, fresh=("correction",))
command(router, confirm_correction, ConfirmCorrection)
command(router, withdraw_correction, WithdrawCorrection)
