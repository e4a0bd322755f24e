"""Send back a publication that was prepared, instead of signing it off."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.checks import check_text
from aggregates.errors import RuleError
from aggregates.publication.events import PublicationId, PublicationSentBack
from aggregates.publication.known import known
from aggregates.publication.state import Publications
from aggregates.repeats import says_the_same
from aggregates.vocabulary import Command, Role

REASON_MAX = 2_000


class SendBackPublication(Command, frozen=True, kw_only=True):
    """``reason`` is what is wrong with it, for who prepares the next."""

    publication: PublicationId
    reason: str


def send_back_publication(
    publications: Publications, command: SendBackPublication
) -> Sequence[PublicationSentBack]:
    """An official or the organiser sends it back; who prepared it may take it back so.

    What is public stays: only a publication that follows says otherwise.

    Raises:
        RuleError: ``role_not_allowed``, ``publication_unknown``, ``publication_signed_off``,
            ``publication_sent_back`` with another reason, and the codes of `check_text`.
    """
    check_role(command.actor, Role.OFFICIAL, Role.ORGANISER)
    check_text("reason", command.reason, longest=REASON_MAX)
    found = known(publications, command.publication)
    sent_back = PublicationSentBack(
        at=command.at,
        publication=command.publication,
        reason=command.reason,
        by=command.actor.person,
    )
    if found.signed_off is not None:
        raise RuleError("publication_signed_off", number=found.prepared.number)
    if found.sent_back is None:
        return [sent_back]
    if says_the_same(found.sent_back, sent_back):
        return []
    raise RuleError("publication_sent_back", number=found.prepared.number)
