"""HTTP Strict Transport Security (RFC 6797): one host's policy, and whether a browser would take it."""

import re
from typing import Literal

from checks.cert.hostname import matches
from checks.facts import CertificateChain, Exchange, Facts, FactsMissingError, HttpFacts, TlsFacts
from checks.facts.target import Absent
from checks.model import Frozen
from checks.urls import origin_of

HEADER = "strict-transport-security"
_DIRECTIVE = re.compile(r'^([A-Za-z0-9!#$%&\'*+.^_`|~-]+)(?:\s*=\s*(?:"([^"\\]*)"|([^\s";,]+)))?$')
_SECONDS = re.compile(r"^[0-9]{1,18}$")

NOT_TESTED = "not_tested"
HstsState = Literal["no_https", "absent", "invalid", "bad_certificate", "policy"]


class Policy(Frozen):
    """A policy as sent; ``max_age`` in seconds."""

    max_age: int
    include_subdomains: bool = False
    preload: bool = False


class Hsts(Frozen):
    """What was found; ``policy`` is set for the states ``policy`` and ``bad_certificate``."""

    state: HstsState
    header: str | None = None
    policy: Policy | None = None
    url: str | None = None
    problem: str = ""  # of the certificate; "not_tested" when only the TLS probe could have told

    def lasts(self, min_age: int) -> bool:
        """Whether a browser keeps this policy, for at least ``min_age`` seconds."""
        return self.state == "policy" and self.policy is not None and self.policy.max_age >= min_age


def parse(header: str) -> Policy | None:
    """A header value by RFC 6797 section 6.1, or None when browsers would ignore it."""
    found: dict[str, str] = {}
    for part in filter(None, (piece.strip() for piece in header.split(";"))):
        match = _DIRECTIVE.match(part)
        if match is None or match[1].lower() in found:
            return None
        found[match[1].lower()] = match[2] or match[3] or ""
    if not _SECONDS.match(found.get("max-age", "")):
        return None
    return Policy(
        max_age=int(found["max-age"]),
        include_subdomains="includesubdomains" in found,
        preload="preload" in found,
    )


def hsts_of(facts: Facts) -> Hsts:
    """The policy of the target host, from its own last answer over https.

    Raises:
        FactsMissingError: https could not be tested.

    """
    exchange = _https_answer(facts)
    if exchange is None:
        return Hsts(state="no_https")
    headers = exchange.values(HEADER)
    if not headers:
        return Hsts(state="absent", url=exchange.url)
    policy = parse(headers[0]) if len(headers) == 1 else None
    if policy is None:
        return Hsts(state="invalid", header=", ".join(headers), url=exchange.url)
    problem = _certificate_problem(facts)
    state: HstsState = "policy" if problem in ("", NOT_TESTED) else "bad_certificate"
    return Hsts(state=state, header=headers[0], policy=policy, url=exchange.url, problem=problem)


def _https_answer(facts: Facts) -> Exchange | None:
    http = facts.require(HttpFacts)
    tried = [visit for visit in (http.https, http.https_ipv6) if visit is not None]
    for visit in tried:
        for exchange in reversed(visit.exchanges):
            if origin_of(exchange.url) == ("https", facts.target.host, facts.target.https_port):
                return exchange
    if isinstance(facts.tls, Absent):
        return None
    failure = next((visit.failure for visit in tried if visit.failure and not visit.refused), None)
    if failure is not None:
        raise FactsMissingError(failure)
    return None


def _certificate_problem(facts: Facts) -> str:
    """Why a browser would not trust the connection; "" when it would."""
    if not isinstance(facts.tls, TlsFacts) or not facts.tls.chains:
        return NOT_TESTED
    problems = (_chain_problem(chain, facts.target.host) for chain in facts.tls.chains)
    return next(filter(None, problems), "")


def _chain_problem(chain: CertificateChain, host: str) -> str:
    if chain.trusted is False:
        return chain.trust_problem or "untrusted"
    if chain.certificates and not matches(chain.certificates[0], host):
        return "hostname_mismatch"
    return ""
