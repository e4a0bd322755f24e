"""What a page weighs, and that no reader waits for a template to be compiled."""

from __future__ import annotations

import re

import pytest
from http_fair import Fair
from web_deal import Talks

from api.web.assets import ROOT, assets
from api.web.templates import compile_all, environment
from api.web.tongues import TONGUES

SCRIPTS_MAX = 60_000
FIRST_MAX = 200_000
NAMED = re.compile(rf'(?:src|href)="{ROOT}/([^"?]+)')


@pytest.fixture(scope="module")
def talks(fair: Fair) -> Talks:
    """Give a deal in the middle of its negotiation."""
    return Talks(fair).open().engage().talk()


@pytest.mark.parametrize("path", ["/", "/deals/{deal}", "/wall"])
def test_a_first_page_is_light(fair: Fair, talks: Talks, path: str) -> None:
    client, headers = fair.client, {**talks.lin.cookie, "accept": "text/html"}
    page = client.get(path.format(deal=talks.deal), headers=headers)
    named = {*NAMED.findall(page.text)}
    sizes = {name: len(assets()[name].pressed or assets()[name].content) for name in named}
    scripts = sum(size for name, size in sizes.items() if name.endswith(".js"))
    assert page.status_code == 200
    assert 0 < scripts <= SCRIPTS_MAX
    assert len(page.content) + sum(sizes.values()) <= FIRST_MAX


def test_every_template_is_compiled_before_anybody_reads() -> None:
    compile_all()
    for tongue in TONGUES.values():
        if tongue.offered:
            made = environment(tongue)
            assert made.cache is not None
            assert len(made.cache) >= len(made.list_templates())
