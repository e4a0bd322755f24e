"""Templates, rendered in the reader's language; a name that is missing is a fault, not a blank."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Final, cast

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.ext import InternationalizationExtension
from jinja2.runtime import Context

from api.web.assets import asset_address
from api.web.catalogues import texts_in
from api.web.compiled import Compiled
from api.web.formats import FILTERS, Formats
from api.web.initials import initials_of
from api.web.redlines import redline
from api.web.titles import deal_title, short_named
from api.web.tongues import TONGUES, Tongue
from api.web.units import unit_told
from api.web.words import word_functions


class Templates(Environment):
    """The templates of a language: Jinja's environment, whose filters are of a known type."""

    filters: dict[str, Callable[..., object]]


def rendered(tongue: Tongue, name: str, values: Mapping[str, object]) -> str:
    """Return the page that a template makes of ``values``."""
    return environment(tongue).get_template(name).render({**_known(tongue), **values})


def compile_all() -> None:
    """Compile every template for every language that is offered: no reader waits for it."""
    for tongue in TONGUES.values():
        if tongue.offered:
            made = environment(tongue)
            for name in made.list_templates():
                made.get_template(name)


@cache
def environment(tongue: Tongue) -> Templates:
    """Return where templates of a language are kept, compiled."""
    made = Templates(
        loader=PackageLoader("api.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[InternationalizationExtension],
        auto_reload=False,
        cache_size=-1,
    )
    install = made.install_gettext_translations  # type: ignore[attr-defined] # made by the extension
    install(texts_in(tongue), newstyle=True)
    made.filters |= {one.__name__: _by_reader(one) for one in FILTERS}
    said: dict[str, Callable[..., str]] = {
        **word_functions(texts_in(tongue)),
        "deal_title": partial(deal_title, tongue.tag),
        "unit": partial(unit_told, tongue.told),
        "short_name": partial(short_named, tongue.told),
    }
    made.filters |= {name: _when_read(one) for name, one in said.items()}
    options = made.autoescape, made.trim_blocks, made.lstrip_blocks
    made.bytecode_cache = _compiled(str(options), *made.extensions, *made.filters)
    return made


@cache
def _compiled(*made_by: str) -> Compiled:
    """Return where what was compiled is kept, one for the environments that are made alike."""
    return Compiled(made_by)


@cache
def _known(tongue: Tongue) -> Mapping[str, object]:
    """Return the functions and names that every template of a language has."""
    return {
        **word_functions(texts_in(tongue)),
        "asset": asset_address,
        "initials": initials_of,
        "redline": partial(redline, texts_in(tongue)),
        "tongues": [one for one in TONGUES.values() if one.offered],
    }


def _by_reader(shown: Callable[..., str]) -> Callable[..., str]:
    """Return a filter that asks the formats of whoever reads the page."""

    @pass_context
    def filtered(context: Context, *given: object) -> str:
        return shown(cast("Formats", context["formats"]), *given)

    return filtered


def _when_read(said: Callable[..., str]) -> Callable[..., str]:
    """Return a filter that is never called while a template is compiled, for every language."""

    @pass_context
    def filtered(_: Context, *given: object) -> str:
        return said(*given)

    return filtered


FORMATS: Final = "formats"
"""Under this name a template has the formats of its reader."""
