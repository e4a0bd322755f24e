"""Sign off a publication that somebody else prepared."""

from __future__ import annotations

from collections.abc import Sequence

from aggregates.authority import check_role
from aggregates.errors import RuleError
from aggregates.publication.events import PublicationId, PublicationSignedOff
from aggregates.publication.known import known
from aggregates.publication.state import Publications
from aggregates.vocabulary import Command, Role, Sha256


class SignOffPublication(Command, frozen=True, kw_only=True):
    """``figures_sha256`` is the digest of what one has looked at."""

    publication: PublicationId
    figures_sha256: Sha256


def sign_off_publication(
    publications: Publications, command: SignOffPublication
) -> Sequence[PublicationSignedOff]:
    """A second official or organiser signs off what was prepared; it can not be undone.

    Raises:
        RuleError: ``role_not_allowed``, ``publication_unknown``, ``figures_differ`` if other
            figures were prepared, ``publication_sent_back``, ``publication_signed_off`` by somebody
            else, ``four_eyes`` for who prepared it.
    """
    check_role(command.actor, Role.OFFICIAL, Role.ORGANISER)
    found, by = known(publications, command.publication), command.actor.person
    prepared = found.prepared
    if command.figures_sha256 != prepared.figures_sha256:
        raise RuleError("figures_differ", prepared=prepared.figures_sha256)
    if found.sent_back is not None:
        raise RuleError("publication_sent_back", number=prepared.number)
    if found.signed_off is not None and found.signed_off.by == by:
        return []
    if found.signed_off is not None:
        raise RuleError("publication_signed_off", number=prepared.number)
    if prepared.by == by:
        raise RuleError("four_eyes", person=by)
    signed_off = PublicationSignedOff(
        at=command.at,
        publication=command.publication,
        figures_sha256=command.figures_sha256,
        by=by,
    )
    return [signed_off]
