"""The one map from the code of a refusal to the status of the answer.

A rule that says no is a 409 unless it is named here. What the ledger or the signing service says
and is not named here is a failure of ours: it is told as ``internal_error``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_MALFORMED = (
    "not_a_decimal not_canonical text_empty text_too_long text_not_canonical text_deceptive "
    "name_not_one_line decimal_too_long decimal_not_canonical not_positive count_too_small "
    "instant_not_utc window_empty day_malformed list_empty sealed_malformed identifier_malformed "
    "language_malformed currency_malformed country_malformed sha256_malformed zone_malformed "
    "destination_malformed industry_malformed kind_not_leading kind_not_drafted tier_mismatch "
    "page_code_malformed instant_malformed unknown_level languages_not_sorted title_missing "
    "paragraph_empty amount_not_money clause_id_reserved clause_twice text_missing "
    "text_not_authentic wording_incomplete clauses_differ clause_not_in_frame link_too_short "
    "link_not_in_frame rate_twice rate_of_one_currency edition_too_short post_twice field_twice "
    "seat_twice registry_seat comment_misplaced office_unlisted ground_not_for_this"
)
_NOT_ALLOWED = (
    "role_not_allowed not_your_organisation not_a_principal not_lead not_in_deal office_of_a_party "
    "four_eyes mandate_not_yours not_yours_to_extend not_the_approver not_your_seat wrong_seat "
    "party_attests not_invited not_the_offeror not_asked lead_certifies drafter_certifies "
    "approver_is_drafter approves_for_another_side signatory_approves role_reserved "
    "office_by_two not_the_person key_of_another"
)
_UNKNOWN = (
    "unknown_instrument unknown_clause unknown_mandate unknown_invitation unknown_proposal "
    "unknown_approval unknown_field unknown_question unknown_correction edition_unknown "
    "mandate_unknown organisation_unknown person_unknown project_unknown no_signing no_such_clock "
    "hold_unknown publication_unknown"
)

RULE_STATUSES: Final[Mapping[str, int]] = {
    **dict.fromkeys(_MALFORMED.split(), 422),
    **dict.fromkeys(_NOT_ALLOWED.split(), 403),
    **dict.fromkeys(_UNKNOWN.split(), 404),
}


def rule_status(code: str) -> int:
    """Return the status of a rule's refusal."""
    if code in RULE_STATUSES:
        return RULE_STATUSES[code]
    if code.startswith("unknown_"):
        return 404
    return 422 if code.endswith("_malformed") else 409


LEDGER_STATUSES: Final[Mapping[str, int]] = {
    "stale": 412,
    "conflict": 409,
    "key_reused": 422,
    "position_unknown": 404,
    "blob_unknown": 404,
    "key_destroyed": 410,
    "leaf_contradicted": 500,
    "blob_too_large": 413,
    "blob_not_named": 422,
    "busy": 503,
    "queue_full": 503,
    "log_read_only": 503,
    "draft_busy": 409,
    "file_store_failed": 503,
    "upload_incomplete": 409,
    "upload_too_long": 413,
}

SIGNING_STATUSES: Final[Mapping[str, int]] = {
    "signature_wrong": 422,
    "key_unusable": 422,
    "public_key_unreadable": 422,
    "challenge_strange": 422,
    "uncovered_character": 422,
    "issuer_not_ours": 422,
    "time_stamp_away": 503,
    "time_stamp_refused": 503,
    "time_stamp_wrong": 503,
    "certificate_unreadable": 422,
    "certificate_revoked": 409,
    "name_unusable": 422,
    "stamp_too_long": 422,
    "foreign_acts": 422,
    "foreign_embeds": 422,
    "foreign_encrypted": 422,
    "foreign_unreadable": 422,
}

PROJECTION_STATUSES: Final[Mapping[str, int]] = {
    "not_caught_up": 503,
    "not_there_yet": 503,
    "position_ahead": 404,
}

STATUSES: Final[Mapping[str, int]] = {
    "provider_away": 503,
    "provider_unfit": 503,
    "provider_unlisted": 404,
    "departure_stale": 422,
    "outside_code_refused": 401,
    "outside_issuer": 401,
    "outside_linked": 409,
    "outside_refused": 401,
    "outside_taken": 409,
    "outside_unlinked": 403,
    "outside_unlisted": 404,
    "id_token_algorithm": 401,
    "id_token_at_hash": 401,
    "id_token_aud": 401,
    "id_token_azp": 401,
    "id_token_exp": 401,
    "id_token_iat": 401,
    "id_token_iss": 401,
    "id_token_key": 401,
    "id_token_malformed": 401,
    "id_token_missing": 401,
    "id_token_nbf": 401,
    "id_token_nonce": 401,
    "id_token_signature": 401,
    "id_token_sub": 401,
    "delivery_unlisted": 404,
    "erasure_unlisted": 404,
    "event_kind_unlisted": 422,
    "event_unlisted": 404,
    "webhook_altered": 409,
    "webhook_disabled": 409,
    "webhook_unlisted": 404,
    "webhook_url_refused": 422,
    "webhooks_too_many": 409,
    "account_exists": 409,
    "account_unlisted": 404,
    "accounts_exist": 409,
    "address_malformed": 422,
    "address_unchanged": 409,
    "administrators_decide": 403,
    "admission_unlisted": 404,
    "annex_bomb": 422,
    "annex_damaged": 422,
    "annex_differs": 422,
    "annex_kind_refused": 422,
    "annex_macros": 422,
    "annex_name_malformed": 422,
    "annex_not_examined": 422,
    "annex_quota_of_deal": 409,
    "annex_quota_of_organisation": 409,
    "annex_reaches_out": 422,
    "annex_too_large": 413,
    "annex_two_kinds": 422,
    "annex_unknown": 422,
    "annex_unlisted": 404,
    "body_malformed": 422,
    "body_too_large": 413,
    "certificate_malformed": 422,
    "challenge_stale": 422,
    "code_unlisted": 422,
    "credentials_refused": 401,
    "cross_site": 403,
    "form_foreign": 403,
    "certificate_file_unusable": 422,
    "cursor_malformed": 422,
    "cut_off_pending": 503,
    "deal_unknown": 404,
    "document_unknown": 404,
    "original_closed": 404,
    "nothing_accepted": 409,
    "edition_unlisted": 404,
    "email_change_recent": 409,
    "evidence_unlisted": 404,
    "evidence_unready": 409,
    "examiner_busy": 503,
    "figure_unlisted": 404,
    "nothing_published": 404,
    "position_not_judged": 409,
    "file_not_pdf": 422,
    "four_eyes_at_desk": 409,
    "idempotency_key_malformed": 422,
    "idempotency_key_missing": 428,
    "if_match_malformed": 422,
    "if_match_missing": 428,
    "purpose_missing": 428,
    "purpose_malformed": 422,
    "internal_error": 500,
    "last_factor": 409,
    "lead_acts": 409,
    "link_unlisted": 404,
    "link_unusable": 410,
    "mail_unlisted": 404,
    "media_type_unknown": 415,
    "method_not_allowed": 405,
    "not_a_colleague": 422,
    "not_administrator": 403,
    "not_at_your_desk": 403,
    "not_permitted": 403,
    "other_kind": 422,
    "not_signed_in": 401,
    "not_vouched_for": 403,
    "organisation_unlisted": 404,
    "passkey_refused": 422,
    "passkey_unlisted": 404,
    "passkeys_too_many": 409,
    "password_guessable": 422,
    "password_too_long": 422,
    "password_too_short": 422,
    "person_unlisted": 404,
    "post_missing": 403,
    "post_unconfirmed": 409,
    "power_role_reserved": 422,
    "power_to_oneself": 409,
    "power_unlisted": 404,
    "program_key_unlisted": 404,
    "program_keys_too_many": 409,
    "proof_missing": 422,
    "query_malformed": 422,
    "registry_office_unlisted": 409,
    "receipt_pending": 503,
    "recovery_unlisted": 404,
    "route_unknown": 404,
    "scope_missing": 403,
    "scope_unlisted": 422,
    "service_unavailable": 503,
    "cell_malformed": 422,
    "row_malformed": 422,
    "row_twice": 422,
    "session_needed": 403,
    "session_unknown": 404,
    "signing_barred": 403,
    "step_up_needed": 403,
    "streams_busy": 503,
    "table_malformed": 422,
    "table_unread": 422,
    "too_many_requests": 429,
    "two_administrators": 409,
    "range_not_there": 416,
    "upload_finished": 409,
    "upload_header_malformed": 422,
    "upload_offset_differs": 409,
    "upload_stalled": 408,
    "upload_unknown": 404,
    "validity_malformed": 422,
    "verifier_busy": 503,
    "views_missing": 503,
    "word_clause_missing": 422,
    "word_content": 422,
    "word_emptied": 422,
    "word_moved": 422,
    "word_of_another": 422,
    "word_outside": 422,
    "word_overtaken": 409,
    "word_unread": 422,
    "word_untracked": 422,
}
