"""Whether an answer is a firewall's or a limiter's instead of the site's own page (block-pages.toml)."""

import re
import tomllib
from functools import lru_cache

from checks import data
from checks.facts.extent import DETAIL_LENGTH
from checks.facts.target import NotTested
from checks.facts.visit import Exchange
from checks.model import Frozen, Reason

PACKAGE, TABLE = "checks.facts", "block-pages"
FIRST_ERROR = 400
LOOKED_AT = 100_000  # characters of a page in which a marker is looked for
SHOWN_FROM = 500_000  # characters of a page from which its text is taken
ANSWERS_KEPT = 16  # those of an endpoint or two: each check of the web asks about the same few
LITTLE = 400  # characters of text; a site's own page shows more
UNAUTHORIZED, FORBIDDEN, NOT_ACCEPTABLE, TOO_MANY, UNAVAILABLE = 401, 403, 406, 429, 503
# 405, 418: some firewalls' own choice; 451: for legal reasons (RFC 7725).
REFUSING = frozenset({UNAUTHORIZED, FORBIDDEN, 405, NOT_ACCEPTABLE, 418, 451})
LIMITING = frozenset({TOO_MANY, UNAVAILABLE})
CERTIFICATE_STATUSES = frozenset({495, 496})  # nginx: a bad certificate of the client, and none
WITHOUT_CERTIFICATE = frozenset({400, UNAUTHORIZED, FORBIDDEN})  # by which nginx, IIS, Apache refuse for it
GATEWAY = frozenset({502, 504, *range(520, 528), 530})  # the site behind it did not answer; 52x: Cloudflare's
_HIDDEN = re.compile(
    r"<(script|style|noscript|template)[\s>].*?(?:</\1[^>]*+>?|\Z)", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"<[^>]*+>?")

# Gates: pages that set a cookie and have the browser come back with it; the site's page is behind them.
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


class _Marks(Frozen):
    """What gives a product away: a header whose value holds this text, or a text in the page; lower case."""

    headers: dict[str, str] = {}
    body: tuple[str, ...] = ()

    def named(self, answer: Exchange) -> bool:
        """Whether a header says so."""
        values = ((answer.value(name), part) for name, part in self.headers.items())
        return any(value is not None and part in value.lower() for value, part in values)

    def held(self, text: str) -> bool:
        """Whether the page, in lower case, does."""
        return any(part in text for part in self.body)


class _Product(Frozen):
    name: str
    always: _Marks
    errors: _Marks


_TABLE = tomllib.loads(data.table_text(PACKAGE, TABLE))
PRODUCTS = tuple(_Product.model_validate(product) for product in _TABLE["products"])
_MARKS = tuple(marks for product in PRODUCTS for marks in (product.always, product.errors))
_IN_HEADERS = tuple(marks for marks in _MARKS if marks.headers)
_IN_PAGES = tuple(text for marks in _MARKS for text in marks.body)
CERTIFICATES = _Marks.model_validate(_TABLE["certificates"])


def blocked(answer: Exchange) -> NotTested | None:
    """Why the site's page is not what was answered; None when it is, as far as anybody can tell.

    A 401 with a challenge of HTTP authentication (RFC 9110 section 11.6.1) is the site's own.
    """
    if (met := certificate_demanded(answer) or firewall(answer)) is not None:
        return met
    if answer.status in REFUSING and not _asks_for_a_login(answer):
        return _because(Reason.BLOCKED_BY_WAF, f"status {answer.status}: the visitor is refused")
    if answer.status in LIMITING:
        return limited(answer)
    if answer.status in GATEWAY:
        return _because(Reason.UNREACHABLE, f"status {answer.status}: the site behind a gateway is silent")
    return None


def certificate_demanded(answer: Exchange, *, wanted: bool = False) -> NotTested | None:
    """A page that a server shows to clients without a certificate, or with a bad one.

    ``wanted``: it has asked for one in the TLS handshake, so its refusals are about that.
    """
    says_so = answer.status >= FIRST_ERROR and CERTIFICATES.held(answer.body[:LOOKED_AT].lower())
    refuses = wanted and answer.status in WITHOUT_CERTIFICATE and not _asks_for_a_login(answer)
    if answer.status not in CERTIFICATE_STATUSES and not says_so and not refuses:
        return None
    return _because(Reason.CLIENT_CERTIFICATE, f"status {answer.status}: a client certificate is demanded")


def limited(answer: Exchange) -> NotTested:
    """The words for a status by which servers limit requests."""
    detail = f"status {answer.status}: requests are limited, or the site is overloaded or under maintenance"
    return _because(Reason.RATE_LIMITED, detail)


@lru_cache(maxsize=ANSWERS_KEPT)
def firewall(answer: Exchange) -> NotTested | None:
    """A page by which a known firewall or bot challenge gives itself away."""
    text = answer.body[:LOOKED_AT].lower()
    for product in PRODUCTS if _is_marked(answer, text) else ():
        if product.always.named(answer) or _is_page_of(product, answer, text):
            return _because(Reason.BLOCKED_BY_WAF, f"status {answer.status}: a page of {product.name}")
    if is_gate(answer) and len(shown(answer.body)) <= LITTLE:
        return _because(Reason.BLOCKED_BY_WAF, f"status {answer.status}: a script sets a cookie and reloads")
    return None


def _is_marked(answer: Exchange, text: str) -> bool:
    """Whether any product's mark is there: few pages have one, and the others need no closer look."""
    if [mark for mark in _IN_PAGES if mark in text]:
        return True
    names = {name for name, _ in answer.headers}
    return any(marks.named(answer) for marks in _IN_HEADERS if not names.isdisjoint(marks.headers))


def _is_page_of(product: _Product, answer: Exchange, text: str) -> bool:
    if answer.status >= FIRST_ERROR and (product.errors.named(answer) or product.errors.held(text)):
        return True
    return product.always.held(text) and (answer.status >= FIRST_ERROR or len(shown(answer.body)) <= LITTLE)


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


def shown(body: str) -> str:
    """The text that a page shows without scripts, as far as it is looked at."""
    return " ".join(_TAG.sub(" ", _HIDDEN.sub(" ", body[:SHOWN_FROM])).split())


def _asks_for_a_login(answer: Exchange) -> bool:
    return answer.status == UNAUTHORIZED and answer.value("www-authenticate") is not None


def _because(reason: Reason, detail: str) -> NotTested:
    return NotTested(reason=reason, detail=detail[:DETAIL_LENGTH])
