"""Several commands that one form comes to, each with a key of its own: each is done once."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from api.http.commands import CommandOutcome
from api.web.forms import KEY, VERSION
from api.web.visit import Visit


async def then(
    visit: Visit, operation: str, body: Mapping[str, object], version: int, **path: str
) -> CommandOutcome:
    """Carry out what follows in a form's name, on the version that the command before it left.

    Raises:
        CodedError: whatever it refuses.
    """
    form = visit.form
    fields = {
        **form.fields,
        KEY: (f"{form.text(KEY)}-{operation}"[:64],),
        VERSION: (str(version),),
    }
    visit.form = replace(form, fields=fields)
    try:
        return await visit.do(operation, CommandOutcome, body, **path)
    finally:
        visit.form = form
