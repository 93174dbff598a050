"""Gates: pages that set a cookie and have the browser come back with it; the site's page is behind them."""

import re

from checks.facts.visit import Exchange

GATE_LENGTH = 20_000  # characters; a page that does nothing else is short
_SETS_COOKIE = re.compile(r"""document(?:\.cookie|\[["']cookie["']\])\s*=""", re.IGNORECASE)
_LOADS_ANEW = re.compile(
    r"""\blocation(?:\.reload|\[["']reload["']\])\s*\(|\bhistory\.go\(\s*0?\s*\)"""
    r"""|\blocation(?:\.href)?\s*=\s*(?:\w+\.)*location\b"""
    r"""|<meta\s[^<>]{0,200}?refresh["']?[^<>]{0,200}?content=["']?\s*\d\s*["'/>]""",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\blocation\.(?:replace|assign)\s*\(|\blocation(?:\.href)?\s*=[^=]", re.IGNORECASE)
_OFFERS = re.compile(r"<(?:a|article|main|nav|table|form|input)[\s>]", re.IGNORECASE)


def is_gate(answer: Exchange) -> bool:
    """Whether a page that shows next to nothing is one: it offers nothing, and goes on with a cookie.

    The cookie is set by a script, or by a header where the same page is loaded anew.
    """
    body = answer.body
    if not 0 < len(body) <= GATE_LENGTH or _OFFERS.search(body):
        return False
    loads_anew = _LOADS_ANEW.search(body) is not None
    if _SETS_COOKIE.search(body):
        return loads_anew or _GOES_ON.search(body) is not None
    return loads_anew and answer.value("set-cookie") is not None
