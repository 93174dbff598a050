"""Redirects to www, to other hosts, to other ports, down, out and round."""

from benchmarks.accuracy.websites.answers import BAD, HSTS, redirect, response
from benchmarks.accuracy.websites.fence import if_root
from benchmarks.accuracy.websites.serving import Asked
from benchmarks.accuracy.websites.standing import Site, constant, pages, to_https
from benchmarks.accuracy.websites.truths import FORCED, HEADERS, HSTS_HELD, PAGE, REDIRECTS, truth, web_host

KIND = "redirects"
SSO = "https://dang-nhap.khac.test/cas/login?service=1"


def _bad_www(asked: Asked) -> bytes:
    """A bare name without a fault of its own, and www with many."""
    if f"host: www.{asked.endpoint.host}" in asked.head:
        return response(headers=BAD)
    return redirect(asked.endpoint.https.replace("https://", "https://www.") + "/", headers=())


def _to_www_at_once(asked: Asked) -> bytes:
    return redirect(asked.endpoint.https.replace("https://", "https://www.") + "/", headers=())


def _own_or_www(asked: Asked) -> bytes:
    return response() if "host: www." in asked.head else _to_www_at_once(asked)


def _down(asked: Asked) -> bytes:
    return redirect(f"{asked.endpoint.plain}/trang-chu")


def _plain_home(asked: Asked) -> bytes:
    return response(headers=()) if asked.path == "/trang-chu" else to_https(asked)


def _round(asked: Asked) -> bytes:
    return redirect("/b" if asked.path == "/a" else "/a")


def _onwards(asked: Asked) -> bytes:
    """Ever further."""
    return redirect(f"{asked.path}x")


def _down_and_up(asked: Asked) -> bytes:
    """By way of plain HTTP, which sends the visitor up again."""
    return response() if asked.path != "/" else redirect(f"{asked.endpoint.plain}/trang-chu")


def _hsts_on_redirect(asked: Asked) -> bytes:
    return response(headers=()) if asked.path != "/" else redirect("/trang-chu", headers=(HSTS,))


HOSTS = (
    *if_root(
        web_host(
            KIND,
            "www-bad",
            Site(https=pages(_bad_www)),
            usual_ports=True,
            told=truth(
                (FORCED, REDIRECTS),
                bad=(
                    "web.csp",
                    "web.frame_options",
                    "web.content_type_options",
                    "web.referrer_policy",
                    "web.cookies",
                    "web.version_leak",
                ),
            ),
        ),
        web_host(
            KIND,
            "http-to-www",
            Site(https=pages(_own_or_www), plain=_to_www_at_once),
            usual_ports=True,
            told=truth(PAGE, bad=(FORCED, REDIRECTS)),
        ),
    ),
    web_host(KIND, "sso", Site(https=pages(constant(redirect(SSO)))), told=truth((FORCED,), unseen=PAGE)),
    web_host(
        KIND,
        "sso-bare",
        Site(https=pages(constant(redirect(SSO, headers=())))),
        told=truth((FORCED,), unseen=PAGE),
    ),
    web_host(
        KIND,
        "downgrade",
        Site(https=_down, plain=_plain_home),
        told=truth((FORCED,), bad=(REDIRECTS, *HEADERS[:3])),
    ),
    web_host(
        KIND,
        "loop",
        Site(https=_round),
        told=truth((FORCED,), unseen=PAGE, bad=(REDIRECTS,)),
    ),
    web_host(
        KIND,
        "endless",
        Site(https=_onwards),
        told=truth((FORCED,), unseen=PAGE, bad=(REDIRECTS,)),
    ),
    web_host(KIND, "down-and-up", Site(https=_down_and_up), told=truth((FORCED,), bad=(REDIRECTS,))),
    web_host(
        KIND,
        "hsts-on-redirect",
        Site(https=_hsts_on_redirect),
        told=truth((FORCED, REDIRECTS), bad=("web.csp", HSTS_HELD)),
    ),
)
