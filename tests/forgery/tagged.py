"""What pyHanko takes for harmless, with the one rule that it lacks: that of tagged forms."""

from __future__ import annotations

from collections.abc import Iterator

from pyhanko.pdf_utils.reader import HistoricalResolver
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, ModificationLevel, StandardDiffPolicy
from pyhanko.sign.diff_analysis.rules_api import Context, QualifiedWhitelistRule, ReferenceUpdate


class TaggedWidget(QualifiedWhitelistRule):
    """Lets a signed widget be reached from the structure tree: pyHanko knows no tagged form."""

    def apply_qualified(
        self, old: HistoricalResolver, new: HistoricalResolver
    ) -> Iterator[tuple[ModificationLevel, ReferenceUpdate]]:
        """Yield these paths of ``old``; the form's own rules look at what ``new`` makes of them."""
        del new
        for widget in old.root["/AcroForm"]["/Fields"]:
            for path in old._get_usages_of_ref(widget.reference):  # noqa: SLF001  # no public way
                if path.path[1] == "/StructTreeRoot" and path.path[-1] == "/Obj":
                    reached = Context.from_absolute(old, path)
                    update = ReferenceUpdate(widget.reference, context_checked=reached)
                    yield ModificationLevel.LTA_UPDATES, update


POLICY = StandardDiffPolicy(
    global_rules=[*DEFAULT_DIFF_POLICY.global_rules, TaggedWidget()],
    form_rule=DEFAULT_DIFF_POLICY.form_rule,
)
