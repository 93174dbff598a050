"""Cookies: unprotected, on a redirect only, deleted, and such as browsers refuse to keep."""

from benchmarks.accuracy.host import Truth
from benchmarks.accuracy.websites.answers import GOOD, redirect, response
from benchmarks.accuracy.websites.serving import Asked
from benchmarks.accuracy.websites.standing import Site, pages
from benchmarks.accuracy.websites.truths import of_page, truth, web_host

KIND = "cookies"
COOKIES = "web.cookies"
SET = "Set-Cookie"


def _on_redirect(asked: Asked) -> bytes:
    if "jsessionid" in asked.head:
        return response()
    return redirect("/", (*GOOD, (SET, "JSESSIONID=9A41; Path=/")), 302)


HOSTS = (
    *(
        web_host(
            KIND, f"cookie-{name}", of_page((*GOOD, *((SET, line) for line in lines))), told={COOKIES: what}
        )
        for name, what, lines in (
            ("bare-session", Truth.BAD, ("ASP.NET_SessionId=2a1; path=/",)),
            ("second-bad", Truth.BAD, ("theme=dark; Secure; SameSite=Lax", "JSESSIONID=1; Path=/; HttpOnly")),
            ("protected", Truth.GOOD, ("PHPSESSID=77; path=/; Secure; HttpOnly; SameSite=Strict",)),
            ("host-with-domain", Truth.GOOD, ("__Host-PHPSESSID=1; Path=/; Secure; Domain=accuracy.test",)),
            ("prefix-without-secure", Truth.GOOD, ("__Secure-session=1; Path=/; HttpOnly",)),
            ("foreign-domain", Truth.GOOD, ("PHPSESSID=5; Domain=khac.test; Path=/",)),
            ("deleted", Truth.GOOD, ("PHPSESSID=deleted; expires=Thu, 01-Jan-70 00:00:01 GMT; Max-Age=0",)),
            ("refused-beside-bad", Truth.BAD, ("id=5; Domain=khac.test", "PHPSESSID=5; Path=/")),
        )
    ),
    web_host(KIND, "cookie-on-redirect", Site(https=pages(_on_redirect)), told=truth(bad=(COOKIES,))),
)
