"""The table of every endpoint and every role, worked out by the function that answers requests."""

from __future__ import annotations

from collections.abc import Mapping

from aggregates.vocabulary import Role
from api.http.acting import COMMAND, READ, Acting
from api.http.app import routers
from api.http.policy import TABLE, can
from api.http.rule import Relation

NONE: frozenset[Relation] = frozenset()
OWN = frozenset({Relation.PRINCIPAL, Relation.MEMBER})
"""How somebody of a side stands to its deal, and to what else is its own."""


def _acting(role: Role) -> Acting:
    return Acting(person="p", organisation="o", role=role, method="passkey", credential="c")


def _to_deal(role: Role, relation: Relation) -> tuple[Acting, frozenset[Relation]]:
    return _acting(role), frozenset({relation})


COLUMNS: Mapping[str, tuple[Acting | None, frozenset[Relation]]] = {
    "nobody": (None, NONE),
    "stranger": (_acting(Role.LEAD), NONE),
    "lead": (_acting(Role.LEAD), OWN),
    "negotiator": (_acting(Role.NEGOTIATOR), OWN),
    "lawyer": (_acting(Role.LAWYER), OWN),
    "interpreter": (_acting(Role.INTERPRETER), OWN),
    "approver": (_acting(Role.APPROVER), OWN),
    "signatory": (_acting(Role.SIGNATORY), OWN),
    "asked to approve": _to_deal(Role.APPROVER, Relation.APPROVER),
    "participant": _to_deal(Role.LAWYER, Relation.PARTICIPANT),
    "granted timeline": _to_deal(Role.LAWYER, Relation.GRANTED_TIMELINE),
    "granted terms": _to_deal(Role.LAWYER, Relation.GRANTED_TERMS),
    "granted papers": _to_deal(Role.LAWYER, Relation.GRANTED_PAPERS),
    "former": _to_deal(Role.LEAD, Relation.FORMER),
    "invited": _to_deal(Role.LEAD, Relation.INVITED),
    "sponsor": _to_deal(Role.LEAD, Relation.SPONSOR),
    "seated": _to_deal(Role.WITNESS, Relation.SEATED),
    "official": (_acting(Role.OFFICIAL), NONE),
    "organiser": (_acting(Role.ORGANISER), NONE),
    "registry": (_acting(Role.REGISTRY), NONE),
    "auditor": (_acting(Role.AUDITOR), NONE),
}


def endpoint_roles(_: str) -> str:
    """Return a table of every endpoint and role: x may, p may once they have shown presence."""
    rows = [
        f"| operation | {' | '.join(COLUMNS)} | key |",
        f"|---|{':-:|' * len(COLUMNS)}---|",
    ]
    for name in sorted(one.id for router in routers() for one in router.operations):
        cells = (_cell(name, acting, standing) for acting, standing in COLUMNS.values())
        rows.append(f"| `{name}` | {' | '.join(cells)} | {_scope(name)} |")
    return "\n".join(rows)


def _cell(operation: str, acting: Acting | None, standing: frozenset[Relation]) -> str:
    if not can(acting, operation, standing):
        return ""
    return "p" if TABLE[operation].step_up else "x"


def _scope(operation: str) -> str:
    """Return what a key has to be let do; no key shows presence, nor signs."""
    rule = TABLE[operation]
    return rule.scope if rule.scope in {READ, COMMAND} and not rule.step_up else ""
