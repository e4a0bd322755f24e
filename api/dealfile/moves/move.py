"""What every move of a deal file says."""

from __future__ import annotations

import msgspec

from aggregates.vocabulary import Role
from api.dealfile.fields import ActorRef, Code, InstrumentRef, Moment, Text


class Move(msgspec.Struct, frozen=True, kw_only=True, tag_field="do"):
    """``by`` does something ``at`` an instant, in a role that fits or is named by ``acting_as``.

    ``expect`` is the code with which the rules refuse it; a move without one must succeed.
    """

    by: ActorRef
    at: Moment
    acting_as: Role | None = None
    expect: Code = ""
    note: Text = ""


class InstrumentMove(Move, frozen=True, kw_only=True):
    """A move in one instrument; in the leading one when it names none."""

    instrument: InstrumentRef = ""
