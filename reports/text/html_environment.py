"""How every HTML page is made: escaped, without scripts, and with nothing to load."""

import base64
import hashlib
from functools import cache, lru_cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from inventory.safe_text import visible
from reports.text.template_cache import template_cache

TEXTS = 20_000  # escaped texts kept: a page of thousands of systems says most of its texts thousands of times


@cache
def stylesheet() -> str:
    """The one style sheet, which every page carries inside."""
    return (files("reports") / "templates" / "report.css").read_text(encoding="utf-8")


@cache
def environment() -> Environment:
    """Templates with autoescaping on everywhere; a misspelt name is an error, not a blank."""
    made = Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_inert,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.bytecode_cache = template_cache(made)
    return made


def policy(css: str, *, pictures: bool = False) -> str:
    """Nothing may load or run; the one style sheet is known by its hash (CSP Level 3, section 8.4).

    ``pictures``: the page shows some that it carries inside.
    """
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    inside = " img-src data:;" if pictures else ""
    return f"default-src 'none'; style-src 'sha256-{digest}';{inside} base-uri 'none'; form-action 'none'"


@lru_cache(maxsize=TEXTS)
def escaped(text: str) -> str:
    """A text as templates write it, for what is written without one."""
    return str(escape(visible(text)))


def _inert(value: object) -> object:
    """Control characters go from every text; markup is ours already."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
