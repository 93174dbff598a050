"""Several addresses of one family: a dead one before a living one, and such as differ."""

import time

from benchmarks.accuracy.websites.answers import BAD, CSP, HSTS, lacking, redirect, response
from benchmarks.accuracy.websites.serving import Asked
from benchmarks.accuracy.websites.standing import Port, Site, constant, pages
from benchmarks.accuracy.websites.truths import (
    ADDRESSES,
    FORCED,
    HEADERS,
    HSTS_HELD,
    SITE,
    of_page,
    truth,
    web_host,
)

KIND = "several addresses"
LONG_WAIT = 18.0  # seconds


def _slow(_asked: Asked) -> bytes:
    time.sleep(LONG_WAIT)
    return response()


_SILENT = Site(https=Port.DROPPING, plain=Port.DROPPING)
_CLOSED = Site(https=Port.CLOSED, plain=Port.CLOSED)
_ALIVE = (*HEADERS, HSTS_HELD, FORCED)

HOSTS = (
    web_host(
        KIND,
        "second-slow",
        Site(),
        Site(https=_slow),
        told=truth((FORCED,), unseen=("web.csp", "web.cookies")),
    ),
    web_host(
        KIND,
        "second-loop",
        Site(),
        Site(https=constant(redirect("/", ()))),
        told=truth(unseen=("web.csp",), bad=("web.redirects",)),
    ),
    web_host(
        KIND,
        "second-elsewhere",
        Site(),
        Site(https=constant(redirect("https://khac.test/"))),
        told=truth((FORCED,), unseen=("web.csp", "web.cookies")),
    ),
    web_host(
        KIND, "second-https-closed", Site(), Site(https=Port.CLOSED), told=truth(bad=("tls.available",))
    ),
    web_host(KIND, "two-equal", Site(), Site(), told=truth(SITE)),
    web_host(KIND, "four-equal", Site(), Site(), Site(), Site(), told=truth(SITE)),
    web_host(KIND, "first-closed", _CLOSED, Site(), told=truth(_ALIVE, bad=(ADDRESSES,))),
    web_host(KIND, "first-silent", _SILENT, Site(), told=truth(_ALIVE, bad=(ADDRESSES,))),
    web_host(KIND, "last-closed", Site(), Site(), _CLOSED, told=truth(_ALIVE, bad=(ADDRESSES,))),
    web_host(
        KIND,
        "second-without-hsts",
        Site(),
        of_page(lacking(HSTS[0])),
        told=truth(("web.csp", ADDRESSES), bad=("web.hsts",)),
    ),
    web_host(
        KIND,
        "fourth-without-csp",
        Site(),
        Site(),
        Site(),
        of_page(lacking(CSP[0])),
        told=truth((ADDRESSES,), bad=("web.csp",)),
    ),
    web_host(
        KIND,
        "second-http-open",
        Site(),
        Site(plain=pages(response())),
        told=truth(("web.csp",), bad=(FORCED,)),
    ),
    web_host(
        KIND,
        "second-leaks",
        Site(),
        of_page((*BAD, CSP)),
        told=truth(("web.csp",), bad=("web.version_leak", "web.cookies")),
    ),
    web_host(
        KIND,
        "second-blocked",
        Site(),
        of_page((), body="<h1>403</h1>", status=403),
        told=truth((FORCED, ADDRESSES), unseen=("web.csp", "web.cookies", "web.version_leak")),
    ),
)
