"""Whether a site may send its visitors where it sends them."""

from urllib.parse import parse_qsl, unquote, urlsplit

from checks.content._judging.signs import path_topic
from checks.content._judging.walks import View, Walk
from checks.content._reading.addresses import host_of
from checks.content._reading.page import Move
from checks.content._words.names import Brand, brand_of_host, domain_of, is_honest

CLAIMS = frozenset({"canonical", "hreflang", "amphtml", "base"})  # they move nobody by themselves
_SIGN_ON_PARAMETERS = frozenset(
    {
        "samlrequest", "redirect_uri", "response_type", "client_id", "returnurl", "return_url", "wtrealm", "service", "continue", "redirecturi", "callback",
        "relaystate", "returnto", "return_to", "redirect_url", "redirecturl",
    }
)  # fmt: skip
_SIGN_ON_WORDS = (
    "sso",
    "login",
    "signin",
    "oauth",
    "openid",
    "saml",
    "auth",
    "dangnhap",
    "dang-nhap",
    "idp",
    "cas",
    "adfs",
    "account",
    "xacthuc",
    "dinhdanh",
    "vneid",
)


def is_sign_on(url: str, walk: Walk) -> bool:
    """A single sign-on: it says so, or where to come back to, and that is the site."""
    parts = urlsplit(url)
    parameters = (
        [
            (name.lower(), value)
            for name, value in parse_qsl(parts.query, max_num_fields=50, keep_blank_values=True)
        ]
        if len(parts.query) < 8000
        else []
    )
    comes_back = any(
        name in _SIGN_ON_PARAMETERS and (walk.is_own(host_of(value)) or not value.startswith("http"))
        for name, value in parameters
    )
    place = f"{parts.hostname or ''}{parts.path}".lower()
    said = any(word in place for word in _SIGN_ON_WORDS)
    returns = any(domain in unquote(unquote(parts.query)) for domain in walk.domains)
    return said and (
        comes_back
        or returns
        or (parts.hostname or "").startswith(
            ("sso.", "login.", "auth.", "id.", "idp.", "account.", "accounts.", "dangnhap.", "xacthuc.")
        )
    )


def is_outbound(asked: str, url: str) -> bool:
    """Whether the address asked for names the other one itself, as pages for leaving a site do."""
    query = unquote(unquote(urlsplit(asked).query))
    return bool(query) and host_of(url) in query


def is_kin(host: str, walk: Walk) -> bool:
    """Whether a name is that of the site under another suffix, ``abc.com.vn`` and ``abc.vn``."""
    label = domain_of(host).partition(".")[0].replace("-", "")
    own = {domain.partition(".")[0].replace("-", "") for domain in walk.domains}
    return len(label) > 3 and any(
        label == one or (len(one) > 4 and (one in label or label in one)) for one in own
    )


def is_suspicious(url: str) -> bool:
    """Whether an address is one of the trades'."""
    host = host_of(url)
    topic = path_topic(url)
    return brand_of_host(host) >= Brand.CERTAIN or (topic.is_bait and not topic.news)


def leads_away(url: str, view: View, walk: Walk) -> bool:
    """Whether this takes visitors to somebody else, without a reason that is known."""
    host = host_of(url)
    if not walk.is_foreign(host):
        return False
    if is_suspicious(url):
        return True
    if is_outbound(view.page.url, url) or is_kin(host, walk):
        return False
    return not is_sign_on(url, walk)


def hijacking_moves(view: View, walk: Walk) -> list[Move]:
    """What in an answer takes a visitor to somebody else, or gives the page away to one."""
    found = []
    if view.left_to and leads_away(view.left_to, view, walk):
        answer = view.visit.last
        quote = f"{answer.status} Location: {view.left_to}" if answer else ""
        found.append(Move(view.left_to, host_of(view.left_to), "http", quote))
    for move in view.reading.moves if view.reading else ():
        if (
            (is_suspicious(move.url) and walk.is_foreign(move.host))
            if move.way in CLAIMS
            else leads_away(move.url, view, walk) and not _is_usual_frame(move)
        ):
            found.append(move)
    return found


def _is_usual_frame(move: Move) -> bool:
    """A frame of the page's width need not be one over it: it counts where it is of one of the trades."""
    return (
        move.way == "frame over the page"
        and not is_suspicious(move.url)
        and "fixed" not in move.quote
        and "absolute" not in move.quote
    )


def honest(host: str) -> bool:
    """Whether everybody may lead there."""
    return is_honest(host)
