"""Coming in, and leaving, as people do it."""

from __future__ import annotations

import pytest
from coming_in import PASSWORD
from http_fair import Fair
from web_window import TONGUES, Opens

from aggregates.vocabulary import Role


def test_somebody_comes_in_with_password_and_code_and_leaves(window: Opens, fair: Fair) -> None:
    person = fair.person(Role.LEAD)
    here = window().goes("/").reads("Sign in")
    code = fair.house.code(person.insider)
    here.fills(address=person.insider.email, password=PASSWORD, code=code).presses("Sign in")
    fair.house.clock.forward(seconds=30)
    assert here.heading() == "Nothing waits on you"
    here.page.get_by_label("You:").click()
    here.presses("Sign out")
    assert here.heading() == "Sign in"


@pytest.mark.parametrize("tongue", TONGUES)
def test_the_way_in_is_accessible(window: Opens, tongue: str) -> None:
    here = window(tongue=tongue).goes("/sign-in")
    for look in here.looks():
        here.keeps(f"sign-in-{tongue}-{look}")
        assert (look, here.overflows(), here.breaches()) == (look, False, [])
