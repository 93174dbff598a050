"""Which result the Observatory gives Strict-Transport-Security and the way from plain HTTP to https.

Without Chromium's preload list, which is no part of this program, nobody counts as preloaded.
"""

import re

from checks.grades.observatory._responses import Responses
from checks.urls import origin_of

HEADER = "strict-transport-security"
HALF_A_YEAR = 15_552_000  # seconds: 180 days
HEADER_READ = 1024  # characters
AGE = "max-age="
AGE_READ = 120  # characters
_NUMBER = re.compile(r"\s*([+-]?[0-9]++)")


def hsts_result(seen: Responses) -> str:
    """What https leads to in the end decides, whichever host that is."""
    if seen.https is None:
        return "hsts-not-implemented-no-https"
    if not seen.https_trusted:
        return "hsts-invalid-cert"
    value = seen.https.value(HEADER)
    return "hsts-not-implemented" if value is None else _of(value[:HEADER_READ])


def _of(value: str) -> str:
    """A comma means that the header came twice. The last age counts; one in quotes is long enough."""
    parts = [part.strip().lower() for part in value.split(";")]
    ages = [part[len(AGE) :][:AGE_READ] for part in parts if part.startswith(AGE)]
    if "," in value or not ages:
        return "hsts-header-invalid"
    number = _NUMBER.match(ages[-1])
    is_short = number is not None and int(number[1]) < HALF_A_YEAR
    length = "less-than" if is_short else "at-least"
    return f"hsts-implemented-max-age-{length}-six-months"


def redirection_result(seen: Responses) -> str:
    """Where plain HTTP leads."""
    if seen.route is None:
        return "redirection-not-needed-no-http"
    if not seen.route_trusted:
        return "redirection-invalid-cert"
    if len(seen.route) == 1:
        return "redirection-missing"
    if not seen.route[-1].startswith("https:"):
        return "redirection-not-to-https"
    if seen.route[1].startswith("http:"):
        return "redirection-not-to-https-on-initial-redirection"
    hosts = [origin.host for url in seen.route[:2] if (origin := origin_of(url)) is not None]
    return "redirection-off-host-from-http" if len(set(hosts)) > 1 else "redirection-to-https"
