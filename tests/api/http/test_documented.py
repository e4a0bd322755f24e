"""What the page on adding an endpoint shows, can be written so."""

from __future__ import annotations

import re

from dealfiles import ROOT

from api.http.router import Router
from api.http.rule import Rule

PAGE = (ROOT / "docs" / "how-to" / "add-an-endpoint.md").read_text(encoding="utf-8")
SAMPLES = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def run(sample: str) -> dict[str, object]:
    found: dict[str, object] = {"__name__": "a_route"}
    exec(compile(sample, "add-an-endpoint.md", "exec"), found)  # noqa: S102 - our own page
    return found


def test_the_samples_write_endpoints_down_and_the_table_knows_them() -> None:
    command, read, table = map(run, SAMPLES)
    operations = []
    for sample in (command, read):
        router = sample["router"]
        assert isinstance(router, Router)
        operations += router.operations
    rules = table["RULES"]
    assert isinstance(rules, dict)
    assert {one.id: (one.method, one.path) for one in operations} == {
        "invite_party": ("POST", "/deals/{deal}/invite_party"),
        "list_editions_by_age": ("GET", "/editions-by-age"),
    }
    assert {type(rules[one.id]) for one in operations} == {Rule}
