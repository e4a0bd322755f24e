"""What each form of scalar takes, and as what."""

from __future__ import annotations

from datetime import date

import pytest

from aggregates.vocabulary import Day, Money, Percentage, Quantity
from api.dealfile import forms
from api.dealfile.countries import COUNTRIES
from api.dealfile.currencies import CURRENCIES
from api.dealfile.forms import Form
from api.dealfile.moments import MOMENT
from api.dealfile.values import MONEY, VALUE

TAKEN = [
    (forms.TEXT, " two\n  lines ", "two lines"),
    (forms.TEXT, "e\u0301", "é"),
    (forms.NAME, "Łódź", "Łódź"),
    (forms.IDENTIFIER, "lin-jiahe", "lin-jiahe"),
    (forms.CODE, "not_on_table", "not_on_table"),
    (forms.FLAG, "true", True),
    (forms.FLAG, "false", False),
    (forms.COUNT, "30", 30),
    (forms.DAY, "2026-09-08", date(2026, 9, 8)),
    (forms.RATE, "30 550", "30550"),
    (forms.RATE, "0.1210", "0.121"),
    (forms.COUNTRY, "NO", "NO"),
    (forms.INDUSTRY, "C2811", "C2811"),
    (forms.DESTINATION, "CN-FJ", "CN-FJ"),
    (forms.CURRENCY, "CNY", "CNY"),
    (forms.ZONE, "Asia/Shanghai", "Asia/Shanghai"),
    (forms.LANGUAGE, "zh-Hans", "zh-Hans"),
    (forms.REGISTRATION, "NTRDE-Rostock HRB 904172", "NTRDE-Rostock HRB 904172"),
    (forms.EMAIL, "ann@mail.example.org", "ann@mail.example.org"),
    (forms.PHONE, "+254 20 555 0142", "+254 20 555 0142"),
    (forms.FILE, "annexes/plan.csv", "annexes/plan.csv"),
    (MOMENT, "2026-09-08T09:30:00+08:00", "2026-09-08T09:30:00+08:00"),
    (MOMENT, "+1d2h30m", "+1d2h30m"),
    (MONEY, "1 200 000 CNY", Money(amount="1200000", currency="CNY")),
    (VALUE, "1200000.50 EUR", Money(amount="1200000.5", currency="EUR")),
    (VALUE, "-5 EUR", Money(amount="-5", currency="EUR")),
    (VALUE, "45 %", Percentage(value="45")),
    (VALUE, "2.75%", Percentage(value="2.75")),
    (VALUE, "30 day", Quantity(value="30", unit="day")),
    (VALUE, "1.2 GW", Quantity(value="1.2", unit="GW")),
    (VALUE, "2027-03-31", Day(value="2027-03-31")),
]
REFUSED = [
    (forms.TEXT, " "),
    (forms.TEXT, "a\u202eb"),
    (forms.TEXT, "a\u200bb"),
    (forms.NAME, "a" * 301),
    (forms.IDENTIFIER, "Lin"),
    (forms.IDENTIFIER, "a" * 65),
    (forms.IDENTIFIER, "-a"),
    (forms.CODE, "Not"),
    (forms.FLAG, "yes"),
    (forms.COUNT, "0"),
    (forms.COUNT, "1e3"),
    (forms.DAY, "2026-02-30"),
    (forms.DAY, "20260908"),
    (forms.RATE, "0"),
    (forms.RATE, "-1"),
    (forms.COUNTRY, "XX"),
    (forms.INDUSTRY, "wind"),
    (forms.DESTINATION, "XX-FJ"),
    (forms.DESTINATION, "CN-"),
    (forms.CURRENCY, "XAU"),
    (forms.ZONE, "Asia/Atlantis"),
    (forms.LANGUAGE, "english"),
    (forms.REGISTRATION, "NTRXX-1"),
    (forms.REGISTRATION, "HRB 1"),
    (forms.EMAIL, "ann"),
    (forms.PHONE, "0049 381"),
    (forms.FILE, "../secret"),
    (forms.FILE, "/etc/passwd"),
    (forms.FILE, "a/../b"),
    (MOMENT, "2026-09-08T09:30:00"),
    (MOMENT, "2026-09-08"),
    (MOMENT, "2026-13-08T09:30:00Z"),
    (MOMENT, "+"),
    (MOMENT, "+1w"),
    (MONEY, "45 %"),
    (MONEY, "-1 CNY"),
    (VALUE, "1 20 CNY"),
    (VALUE, "1,200 CNY"),
    (VALUE, "12 XTS"),
    (VALUE, "2026-02-30"),
    (VALUE, "many"),
    (VALUE, "9" * 40 + " day"),
    (VALUE, "9" * 80 + " day"),
]


@pytest.mark.parametrize(("form", "text", "value"), TAKEN)
def test_a_form_takes_what_it_is_for(form: Form, text: str, value: object) -> None:
    assert form.read(text) == value


@pytest.mark.parametrize(("form", "text"), REFUSED)
def test_a_form_refuses_everything_else(form: Form, text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        form.read(text)


def test_the_code_lists_are_as_long_as_the_standards() -> None:
    assert len(COUNTRIES) == 249
    assert {"CN", "KE", "DE", "PL", "VN"} <= COUNTRIES
    assert {"CNY", "KES", "EUR", "PLN", "VND", "XCG", "ZWG"} <= CURRENCIES
    assert not {"BGN", "HRK", "XAU", "XTS"} & CURRENCIES
