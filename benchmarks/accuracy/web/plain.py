"""The plain port: redirecting, open, dropped, limited, or not in HTTP at all."""

import time

from benchmarks.accuracy.host import Truth
from benchmarks.accuracy.websites.answers import GOOD, redirect, response
from benchmarks.accuracy.websites.serving import Asked
from benchmarks.accuracy.websites.standing import Port, Site, constant, pages
from benchmarks.accuracy.websites.truths import FORCED, REDIRECTS, truth, web_host

KIND = "plain port"
CSP = "web.csp"
TO_HTTPS = '<meta http-equiv="refresh" content="0; url=https://so.test/">'
LONG_WAIT = 18.0  # seconds


def _slow(_asked: Asked) -> bytes:
    time.sleep(LONG_WAIT)
    return response()


def _with_cookie(asked: Asked) -> bytes:
    """A redirect to https that sets a session cookie on the way, for everybody on the line to read."""
    return redirect(f"{asked.endpoint.https}/", (("Set-Cookie", "PHPSESSID=77ab; path=/"),))


HOSTS = (
    *(
        web_host(KIND, f"plain-{name}", Site(plain=plain), told={CSP: Truth.GOOD, FORCED: what})
        for name, what, plain in (
            ("open", Truth.BAD, pages(response())),
            ("meta-refresh", Truth.BAD, constant(response(TO_HTTPS, GOOD))),
            ("not-found", Truth.BAD, constant(response("404", (), 404))),
            ("closed", Truth.GOOD, Port.CLOSED),
            ("dropped", Truth.GOOD, Port.DROPPING),
            ("limited", Truth.UNSEEN, constant(response("busy", (), 429))),
            ("no-http", Truth.UNSEEN, constant(b"SSH-2.0-OpenSSH_9.2\r\n")),
            ("slow", Truth.UNSEEN, _slow),
        )
    ),
    web_host(
        KIND,
        "plain-elsewhere",
        Site(plain=constant(redirect("https://khac.test/"))),
        told=truth((CSP,), bad=(FORCED, REDIRECTS)),
    ),
    web_host(KIND, "plain-cookie", Site(plain=_with_cookie), told=truth((FORCED,), bad=("web.cookies",))),
    web_host(
        KIND,
        "plain-alone",
        Site(https=Port.CLOSED, plain=pages(response())),
        told=truth(bad=(FORCED, "tls.available")),
    ),
    web_host(
        KIND,
        "https-dropped",
        Site(https=Port.DROPPING),
        told=truth(unseen=(CSP, "web.cookies", "web.version_leak")),
    ),
)
