"""Pages that nobody gets to see whole, with bad headers and cookies behind: no pass may be told of them."""

import time

from benchmarks.accuracy.host import Truth
from benchmarks.accuracy.websites.answers import BAD, PAGE_TEXT, response, with_in_body
from benchmarks.accuracy.websites.serving import Asked
from benchmarks.accuracy.websites.standing import Site, constant
from benchmarks.accuracy.websites.truths import FORCED, HSTS_HELD, LABEL, PAGE, truth, web_host

KIND = "page not seen"
GENERATOR = '<meta name="generator" content="Joomla! 4.2.9">'
SECONDS = 18
LONG_WAIT = 18.0  # seconds; a visit takes 15 at most
TOO_LONG = 150_000  # octets of a head


def _slow(_asked: Asked) -> bytes:
    time.sleep(LONG_WAIT)
    return response(headers=BAD)


def _dripping(asked: Asked) -> bytes:
    """A page that comes so slowly that its end, where a version stands, is never seen."""
    answer = response(with_in_body(GENERATOR))
    begun = answer.index(b"\r\n\r\n") + 300
    asked.connection.sendall(answer[:begun])
    for position in range(begun, begun + SECONDS):
        time.sleep(1.0)
        asked.connection.sendall(answer[position : position + 1])
    return answer[begun + SECONDS :]


def _broken_chunk(_asked: Asked) -> bytes:
    """A chunk that is announced and does not come whole."""
    head = response("").replace(b"Content-Length: 0", b"Transfer-Encoding: chunked")
    return head + b"2000\r\n" + with_in_body(GENERATOR).encode()[:600]


def _cut_in_head(_asked: Asked) -> bytes:
    return response(headers=BAD)[:90]


_CUT = truth((FORCED, "web.cookies"), unseen=("web.version_leak", LABEL))
_SEEN = truth((FORCED,), unseen=PAGE)
HOSTS = (
    web_host(KIND, "unseen-dripping", Site(https=_dripping), told=_CUT),
    web_host(KIND, "unseen-broken-chunk", Site(https=_broken_chunk), told=_CUT),
    web_host(KIND, "unseen-slow", Site(https=_slow), told=_SEEN),
    web_host(KIND, "unseen-nothing", Site(https=constant(b"")), told={**_SEEN, HSTS_HELD: Truth.UNSEEN}),
    web_host(KIND, "unseen-cut-head", Site(https=_cut_in_head), told=_SEEN),
    web_host(KIND, "unseen-no-http", Site(https=constant(b"220 so.test ESMTP ready\r\n")), told=_SEEN),
    web_host(
        KIND,
        "unseen-long-head",
        Site(https=constant(response(headers=(*BAD, ("X-Long", "a" * TOO_LONG))))),
        told=_SEEN,
    ),
    web_host(
        KIND,
        "unseen-cut-body",
        Site(https=constant(response(headers=BAD[1:])[: -len(PAGE_TEXT.encode()) // 2])),
        told=truth((FORCED,), unseen=("web.version_leak",), bad=("web.cookies", "web.csp", "web.hsts")),
    ),
    web_host(
        KIND, "unseen-client-certificate", Site(client_certificate=True), told=truth((FORCED,), unseen=PAGE)
    ),
    web_host(
        KIND,
        "unseen-client-certificate-400",
        Site(
            https=constant(
                response("<title>400 No required SSL certificate was sent</title>", headers=(), status=400)
            )
        ),
        told=truth((FORCED,), unseen=("web.cookies", "web.csp")),
    ),
)
