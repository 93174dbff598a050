"""security.txt, by status, by place and by date."""

from datetime import timedelta

from benchmarks.accuracy.host import Truth
from benchmarks.accuracy.websites.answers import HTML, redirect, response, security_txt
from benchmarks.accuracy.websites.serving import Asked
from benchmarks.accuracy.websites.standing import SECURITY_TXT as PATH
from benchmarks.accuracy.websites.standing import Site, pages
from benchmarks.accuracy.websites.truths import SECURITY_TXT, truth, web_host

KIND = "security.txt"
DAY = timedelta(days=1)
REFUSED = "<h1>refused</h1>"


def _old_place(asked: Asked) -> bytes:
    """The file where it was before RFC 9116, and not where it belongs."""
    if asked.path == "/security.txt":
        return security_txt()
    return response() if asked.path == "/" else response(REFUSED, status=404)


HOSTS = (
    *(
        web_host(KIND, f"contact-{name}", Site(https=pages(response(), file)), told={SECURITY_TXT: what})
        for name, what, file in (
            ("valid", Truth.GOOD, security_txt()),
            ("next-day", Truth.GOOD, security_txt(DAY)),
            ("expired", Truth.BAD, security_txt(-DAY)),
            ("no-contact", Truth.BAD, security_txt(Contact="")),
            ("absent", Truth.BAD, response(REFUSED, status=404)),
            ("soft-404", Truth.BAD, response(kind=HTML)),
            ("login", Truth.UNSEEN, response(REFUSED, (("WWW-Authenticate", "Basic"),), 401)),
            ("forbidden", Truth.UNSEEN, response(REFUSED, status=403)),
            ("broken", Truth.UNSEEN, response(REFUSED, status=500)),
            ("overloaded", Truth.UNSEEN, response(REFUSED, status=503)),
            ("elsewhere", Truth.UNSEEN, redirect("https://khac.test/security.txt")),
            ("cut", Truth.UNSEEN, security_txt()[:-40]),
        )
    ),
    web_host(KIND, "contact-old-place", Site(https=_old_place), told=truth(bad=(SECURITY_TXT,))),
    web_host(
        KIND,
        "contact-moved",
        Site(
            https=lambda asked: (
                security_txt()
                if asked.path == "/security.txt"
                else redirect("/security.txt")
                if asked.path == PATH
                else response()
            )
        ),
        told=truth((SECURITY_TXT,)),
    ),
)
