"""What may come after a signature: pyHanko's policy, and one rule that tagged files need.

pyHanko asks of every object that changed by which paths the signed revision reaches it. In a
tagged file a signature's widget is reached from the structure tree too (ISO 14289-1 clause 7.18),
and this path must be allowed as well; the widget's own keys are still held to the form's rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, cast

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver, RawPdfPath
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    ModificationLevel,
    StandardDiffPolicy,
)
from pyhanko.sign.diff_analysis.rules_api import Context, QualifiedWhitelistRule, ReferenceUpdate


class _Usages(Protocol):
    def _get_usages_of_ref(self, ref: generic.Reference) -> set[RawPdfPath]: ...


class TaggedWidgetRule(QualifiedWhitelistRule):
    """Allows a signature's widget to be reached from the structure tree: that path, no other."""

    def apply_qualified(
        self, old: HistoricalResolver, new: HistoricalResolver
    ) -> Iterator[tuple[ModificationLevel, ReferenceUpdate]]:
        """Yield each such path of ``old``; ``new`` is for the other rules."""
        del new
        fields = old.root["/AcroForm"]["/Fields"]
        for index in range(len(fields)):
            reference = fields.raw_get(index)
            if isinstance(reference, generic.IndirectObject):
                yield from _cleared(old, reference.reference)


def _cleared(
    old: HistoricalResolver, widget: generic.Reference
) -> Iterator[tuple[ModificationLevel, ReferenceUpdate]]:
    for path in cast("_Usages", old)._get_usages_of_ref(widget):  # noqa: SLF001 -- no public way
        steps = list(path.path)
        if len(steps) > 2 and steps[1] == "/StructTreeRoot" and steps[-1] == "/Obj":
            context = Context.from_absolute(old, path)
            yield ModificationLevel.LTA_UPDATES, ReferenceUpdate(widget, context_checked=context)


POLICY = StandardDiffPolicy(
    global_rules=[*DEFAULT_DIFF_POLICY.global_rules, TaggedWidgetRule()],
    form_rule=DEFAULT_DIFF_POLICY.form_rule,
)
