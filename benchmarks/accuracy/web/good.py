"""Sites in order, however they are built: nothing may be found there."""

from benchmarks.accuracy.websites.answers import GOOD, label, redirect, response, with_in_body
from benchmarks.accuracy.websites.fence import if_root
from benchmarks.accuracy.websites.serving import Asked
from benchmarks.accuracy.websites.standing import DOMAIN, Port, Site, pages
from benchmarks.accuracy.websites.truths import FORCED, LABEL, REDIRECTS, SITE, of_page, truth, web_host

KIND = "sites in order"
GATE = "gate=passed"
SESSION = ("Set-Cookie", "__Host-session=8d1f; Path=/; Secure; HttpOnly; SameSite=Lax")


def _gateway(asked: Asked) -> bytes:
    """A load balancer that sends the visitor to the same address with a cookie."""
    if GATE in asked.head:
        return response()
    return redirect("/", (*GOOD, ("Set-Cookie", f"{GATE}; Path=/; Secure; HttpOnly; SameSite=Lax")), 302)


def _to_www(asked: Asked) -> bytes:
    """A bare name whose page is at www."""
    if f"host: www.{asked.endpoint.host}" in asked.head:
        return response()
    return redirect(asked.endpoint.https.replace("https://", "https://www.") + "/")


HOSTS = (
    web_host(KIND, "good-plain", Site(), told=truth(SITE)),
    web_host(KIND, "good-session", of_page((*GOOD, SESSION)), told=truth(SITE)),
    web_host(
        KIND,
        "good-login",
        of_page((*GOOD, ("WWW-Authenticate", 'Basic realm="so"')), status=401),
        told=truth(SITE),
    ),
    web_host(KIND, "good-not-found", of_page(status=404, body="<h1>404</h1>"), told=truth(SITE)),
    web_host(KIND, "good-gateway", Site(https=pages(_gateway)), told=truth(SITE)),
    *if_root(web_host(KIND, "good-www", Site(https=pages(_to_www)), told=truth(SITE), usual_ports=True)),
    web_host(KIND, "good-without-http", Site(plain=Port.CLOSED), told=truth(SITE)),
    web_host(
        KIND,
        "good-label",
        of_page(body=with_in_body(label(f"good-label.{DOMAIN}"))),
        told=truth((*SITE, LABEL)),
    ),
    web_host(
        KIND,
        "good-http-dropped",
        Site(plain=Port.DROPPING),
        told=truth((FORCED, REDIRECTS, "web.csp")),
    ),
)
