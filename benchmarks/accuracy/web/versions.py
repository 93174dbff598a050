"""Headers and marks that tell a version, and others that only look like it."""

from benchmarks.accuracy.host import Truth
from benchmarks.accuracy.websites.answers import GOOD, redirect
from benchmarks.accuracy.websites.standing import Site, constant
from benchmarks.accuracy.websites.truths import of_page, truth, web_host

KIND = "versions"
LEAK = "web.version_leak"
_HEADERS = (
    ("apache", Truth.BAD, "Server", "Apache/2.4.58 (Ubuntu)"),
    ("php", Truth.BAD, "X-Powered-By", "PHP/7.4.33"),
    ("sharepoint", Truth.BAD, "MicrosoftSharePointTeamServices", "16.0.0.10396"),
    ("liferay", Truth.BAD, "Liferay-Portal", "Liferay Community Edition Portal 7.4.3.112 CE GA112"),
    ("varnish", Truth.BAD, "Via", "1.1 cache1 (Varnish/6.5)"),
    ("edge", Truth.GOOD, "Server", "ECS (nyb/1D2E)"),
    ("balancer", Truth.GOOD, "Server", "awselb/2.0"),
    ("gateway", Truth.GOOD, "Server", "Microsoft-Azure-Application-Gateway/v2"),
    ("proxy", Truth.GOOD, "Via", "1.1 10.0.0.7:3128, 2.0 cdn-hn-1"),
    ("empty", Truth.GOOD, "X-AspNet-Version", ""),
)
HOSTS = (
    *(
        web_host(KIND, f"version-{name}", of_page((*GOOD, (header, value))), told={LEAK: what})
        for name, what, header, value in _HEADERS
    ),
    web_host(
        KIND,
        "version-generator",
        of_page(body='<meta name="generator" content="WordPress 6.4.3"><p>x</p>'),
        told=truth(bad=(LEAK,)),
    ),
    web_host(
        KIND,
        "version-generator-name",
        of_page(body='<meta name="generator" content="Cổng 1"><p>x</p>'),
        told=truth((LEAK,)),
    ),
    web_host(
        KIND,
        "version-on-404",
        Site(plain=constant(redirect("https://khac.test/", (("Server", "nginx/1.18.0"),)))),
        told=truth(bad=(LEAK,)),
    ),
)
