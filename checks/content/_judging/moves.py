"""Whether a site may send its visitors where it sends them."""

from urllib.parse import parse_qsl, unquote, urlsplit

from checks.content._judging.signs import path_topic
from checks.content._judging.walks import View, Walk
from checks.content._reading.addresses import host_of
from checks.content._reading.page import Move
from checks.content._words.names import Brand, brand_of_host, domain_of

CLAIMS = frozenset({"canonical", "hreflang", "amphtml", "base"})  # they move nobody by themselves
_SIGN_ON_PARAMETERS = frozenset(
    (
        *("samlrequest", "relaystate", "redirect_uri", "redirecturi", "redirect_url", "redirecturl"),
        *("response_type", "client_id", "returnurl", "return_url", "returnto", "return_to", "wtrealm"),
        *("service", "continue", "callback"),
    )
)
_SIGN_ON_WORDS = (
    *("sso", "login", "signin", "oauth", "openid", "saml", "auth", "idp", "cas", "adfs", "account"),
    *("dangnhap", "dang-nhap", "xacthuc", "dinhdanh", "vneid"),
)
_SIGN_ON_HOSTS = (
    *("sso.", "login.", "auth.", "id.", "idp.", "account.", "accounts."),
    *("dangnhap.", "xacthuc."),
)
QUERY_LENGTH, PARAMETERS = 8_000, 50
SHORT_LABEL, LONG_LABEL = 4, 5  # letters from which labels are alike by more than chance


def is_sign_on(url: str, walk: Walk) -> bool:
    """A single sign-on: it says so, and where to come back to, or its host's name says that it is one."""
    parts = urlsplit(url)
    host, query = parts.hostname or "", parts.query[:QUERY_LENGTH]
    place = f"{host}{parts.path}".lower()
    if not any(word in place for word in _SIGN_ON_WORDS):
        return False
    returns = any(domain in unquote(unquote(query)) for domain in walk.domains)
    return returns or host.startswith(_SIGN_ON_HOSTS) or _comes_back(query, walk)


def _comes_back(query: str, walk: Walk) -> bool:
    """Whether a parameter of those protocols names the site, or a path of it."""
    try:
        parameters = parse_qsl(query, max_num_fields=PARAMETERS, keep_blank_values=True)
    except ValueError:  # more of them
        return False
    return any(
        name.lower() in _SIGN_ON_PARAMETERS and (walk.is_own(host_of(value)) or not value.startswith("http"))
        for name, value in parameters
    )


def is_outbound(asked: str, url: str) -> bool:
    """Whether the address asked for names the other one itself, as pages for leaving a site do."""
    query = unquote(unquote(urlsplit(asked).query))
    return bool(query) and host_of(url) in query


def is_kin(host: str, walk: Walk) -> bool:
    """Whether a name is that of the site under another suffix, ``abc.com.vn`` and ``abc.vn``."""
    label = _label(domain_of(host))
    own = {_label(domain) for domain in walk.domains}
    if len(label) < SHORT_LABEL:
        return False
    return label in own or any(len(one) >= LONG_LABEL and (one in label or label in one) for one in own)


def _label(domain: str) -> str:
    return domain.partition(".")[0].replace("-", "")


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
    if is_outbound(view.page.url, url) or is_kin(host, walk) or domain_of(host) in walk.seen:
        return False  # the site links there openly, too
    return not is_sign_on(url, walk)


def hijacking_moves(view: View, walk: Walk) -> list[Move]:
    """What in an answer takes a visitor to somebody else, or gives the page away to one."""
    found = []
    if view.left_to and leads_away(view.left_to, view, walk):
        answer = view.visit.last
        quote = f"{answer.status} Location: {view.left_to}" if answer else ""
        found.append(Move(view.left_to, host_of(view.left_to), "http", quote))
    moves = view.reading.moves if view.reading else ()
    return [*found, *(move for move in moves if _hijacks(move, view, walk))]


def _hijacks(move: Move, view: View, walk: Walk) -> bool:
    if move.way in CLAIMS:
        return walk.is_foreign(move.host) and is_suspicious(move.url)
    return leads_away(move.url, view, walk) and not _is_usual_frame(move)


def _is_usual_frame(move: Move) -> bool:
    """A frame of the page's width need not be one over it: it counts where it is of one of the trades."""
    return move.way == "full frame" and not is_suspicious(move.url)
