"""Lists of revoked certificates as pyHanko takes them in, and for how long one counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import cast

from pyhanko_certvalidator.ltv.types import ValidationTimingParams
from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy
from pyhanko_certvalidator.revinfo.archival import (
    CRLContainer,
    RevinfoUsability,
    RevinfoUsabilityRating,
    process_legacy_crl_input,
)

from signing.verify.ades.clock import AskedClock


class LastingList(CRLContainer):
    """A list that counts until there is a newer one, as those of a root do.

    A root is kept offline, and makes a list when it has revoked something: who has a newer one
    has it in the trust policy, or in the file. What is on it has its date: so it speaks of the time
    before it was made as well.
    """

    @property
    def issuance_date(self) -> datetime:
        """When it was made; at the latest, at the moment of the question."""
        made = cast("datetime", super().issuance_date)  # which every list has
        return min(made, AskedClock.now(UTC))

    def usable_at(
        self,
        policy: CertRevTrustPolicy,  # noqa: ARG002 - whatever others ask of a list
        timing_params: ValidationTimingParams,  # noqa: ARG002 - at any time
    ) -> RevinfoUsability:
        """Return that it is."""
        return RevinfoUsability(RevinfoUsabilityRating.OK)


def containers(lasting: Iterable[bytes], others: Iterable[bytes]) -> Iterator[CRLContainer]:
    """Yield lists; they MUST be whole ones, signed by an authority of the trust policy.

    pyHanko finds those in the file by itself. Of two of one date it takes the first: so those that
    are to last are handed to it though they are in the file.
    """
    yield from (LastingList(one.crl_data) for one in process_legacy_crl_input(lasting))
    yield from process_legacy_crl_input(others)
