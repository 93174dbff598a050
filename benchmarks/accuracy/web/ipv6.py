"""Two families: the same site, a default page, another site, headers left out, and dead addresses."""

import secrets

from benchmarks.accuracy.websites.answers import (
    GOOD,
    HSTS,
    PAGE_TEXT,
    lacking,
    redirect,
    response,
    with_in_body,
)
from benchmarks.accuracy.websites.serving import Asked
from benchmarks.accuracy.websites.standing import Port, Site, pages
from benchmarks.accuracy.websites.truths import (
    ADDRESSES,
    FORCED,
    HEADERS,
    HSTS_HELD,
    of_page,
    truth,
    web_host,
)

KIND = "IPv6"
OPERATIONAL, SAME, REACHABLE = "ipv6.operational", "ipv6.same_content", "ipv6.web_reachable"
ALL = (OPERATIONAL, SAME, REACHABLE)
DEFAULT = "<html><head><title>Welcome to nginx!</title></head><body><h1>Welcome to nginx!</h1></body></html>"
IIS = '<html><head><title>IIS Windows Server</title></head><body><img src="iisstart.png"></body></html>'
OTHER = "<html><body><h1>CHÀO MỪNG ĐẾN VỚI KHO DỮ LIỆU SỐ 0123456789</h1></body></html>" * 4


def _changing(_asked: Asked) -> bytes:
    """A page that is new each time: a nonce, a view state, a token."""
    token, state = secrets.token_hex(16), secrets.token_urlsafe(1500)
    fields = (
        f'<input type="hidden" name="__VIEWSTATE" value="{state}"><meta name="csrf-token" content="{token}">'
    )
    return response(with_in_body(f'<script nonce="{token}">a()</script>{fields}', PAGE_TEXT))


HOSTS = (
    web_host(
        KIND,
        "ipv6-both-blocked",
        of_page((), "403", 403),
        ipv6=of_page((), "403", 403),
        told=truth((REACHABLE,), unseen=(OPERATIONAL, SAME)),
    ),
    web_host(
        KIND,
        "ipv6-limited",
        Site(),
        ipv6=of_page((), "busy", 429),
        told=truth((REACHABLE,), unseen=(OPERATIONAL, SAME)),
    ),
    web_host(
        KIND, "ipv6-http-closed", Site(), ipv6=Site(plain=Port.CLOSED), told=truth(bad=(SAME, OPERATIONAL))
    ),
    web_host(
        KIND,
        "ipv6-dropped",
        Site(),
        ipv6=Site(https=Port.DROPPING, plain=Port.DROPPING),
        told=truth(bad=(REACHABLE, OPERATIONAL, ADDRESSES)),
    ),
    web_host(
        KIND, "ipv6-same", Site(), ipv6=Site(), told=truth((*ALL, *HEADERS, HSTS_HELD, FORCED, ADDRESSES))
    ),
    web_host(
        KIND,
        "ipv6-changing",
        Site(https=pages(_changing)),
        ipv6=Site(https=pages(_changing)),
        told=truth(ALL),
    ),
    *(
        web_host(
            KIND,
            f"ipv6-{name}",
            Site(),
            ipv6=of_page(body=body),
            told=truth((REACHABLE,), bad=(OPERATIONAL, SAME)),
        )
        for name, body in (("default-nginx", DEFAULT), ("default-iis", IIS), ("other-site", OTHER))
    ),
    web_host(
        KIND,
        "ipv6-default-404",
        Site(),
        ipv6=of_page(body=DEFAULT, status=404),
        told=truth((REACHABLE,), bad=(OPERATIONAL, SAME)),
    ),
    web_host(
        KIND,
        "ipv6-no-headers",
        Site(),
        ipv6=of_page(()),
        told=truth((REACHABLE, OPERATIONAL), bad=[check for check in HEADERS if "permissions" not in check]),
    ),
    web_host(
        KIND,
        "ipv6-no-hsts",
        Site(),
        ipv6=of_page(lacking(HSTS[0])),
        told=truth(("web.csp",), bad=("web.hsts",)),
    ),
    web_host(
        KIND,
        "ipv6-leak",
        Site(),
        ipv6=of_page((*GOOD, ("X-Powered-By", "PHP/8.1.2"))),
        told=truth(bad=("web.version_leak",)),
    ),
    web_host(KIND, "ipv6-http-open", Site(), ipv6=Site(plain=pages(response())), told=truth(bad=(FORCED,))),
    web_host(
        KIND,
        "ipv6-elsewhere",
        Site(),
        ipv6=Site(https=pages(redirect("https://khac.test/"))),
        told=truth(bad=(OPERATIONAL,)),
    ),
    web_host(
        KIND,
        "ipv6-blocked",
        Site(),
        ipv6=of_page((), status=403, body="<h1>403</h1>"),
        told=truth((REACHABLE,), bad=(OPERATIONAL, SAME)),
    ),
    web_host(
        KIND,
        "ipv6-dead",
        Site(),
        ipv6=Site(https=Port.CLOSED, plain=Port.CLOSED),
        told=truth(("web.csp",), bad=(REACHABLE, OPERATIONAL, ADDRESSES)),
    ),
)
