"""HTTP Strict Transport Security (RFC 6797): one host's policy, and whether a browser would take it."""

import re
from collections.abc import Sequence
from typing import Literal

from checks.cert.hostname import matches
from checks.facts import (
    Absent,
    CertificateChain,
    Exchange,
    Facts,
    FactsMissingError,
    HttpFacts,
    TlsFacts,
    Visit,
)
from checks.facts.blocking import blocked
from checks.model import Frozen
from checks.urls import origin_of

HEADER = "strict-transport-security"
_WORD = r"[A-Za-z0-9!#$%&'*+.^_`|~-]++"  # RFC 9110 section 5.6.2
_DIRECTIVE = re.compile(
    rf"""[ \t]*+(?:(?P<name>{_WORD})[ \t]*+
    (?P<value>=[ \t]*+(?:"(?P<quoted>(?:[^"\\]|\\.)*+)"|(?P<token>{_WORD}))[ \t]*+)?+)?+(?:;|\Z)""",
    re.VERBOSE,
)
_SECONDS = re.compile(r"[0-9]+")
AGE_LENGTH = 18  # digits; a longer number is taken for LONGEST
LONGEST = 10**AGE_LENGTH - 1  # seconds

NOT_TESTED = "not_tested"
HstsState = Literal["no_https", "absent", "invalid", "bad_certificate", "policy"]
STATES: tuple[HstsState, ...] = ("no_https", "absent", "invalid", "bad_certificate", "policy")  # worst first


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
    address: str | None = None
    problem: str = ""  # of the certificate; "not_tested" when only the TLS probe could have told
    is_repeated: bool = False  # sent more than once in an answer: the first counts
    on_redirect_only: bool = False  # the host's last answer has none

    def lasts(self, min_age: int) -> bool:
        """Whether a browser keeps this policy, for at least ``min_age`` seconds."""
        return self.state == "policy" and self.policy is not None and self.policy.max_age >= min_age


def parse(header: str) -> Policy | None:
    """A header value by RFC 6797 section 6.1, or None when browsers would ignore it."""
    named = _directives(header)
    if named is None or named.get("includesubdomains") is not None:  # section 6.1.2: it has no value
        return None
    age = named.get("max-age") or ""
    if not _SECONDS.fullmatch(age):
        return None
    return Policy(
        max_age=int(age) if len(age) <= AGE_LENGTH else LONGEST,
        include_subdomains="includesubdomains" in named,
        preload="preload" in named,
    )


def _directives(header: str) -> dict[str, str | None] | None:
    """Names in lower case with their values; None for a value that breaks the grammar or repeats a name."""
    values: dict[str, str | None] = {}
    at = 0
    while at < len(header):
        match = _DIRECTIVE.match(header, at)
        if match is None:
            return None
        at = match.end()
        if (name := (match["name"] or "").lower()) in values:
            return None
        if name:
            values[name] = match["token"] if match["quoted"] is None else match["quoted"]
    return values


def hsts_of(facts: Facts) -> Hsts:
    """The worst of what the host's own answers over https show at each address.

    Raises:
        FactsMissingError: https could not be tested.

    """
    policies = policies_of(facts)
    return min(policies, key=lambda hsts: (STATES.index(hsts.state), _age(hsts), not hsts.is_repeated))


def policies_of(facts: Facts) -> list[Hsts]:
    """What the host's own answers over https show, at each address that gives one.

    Raises:
        FactsMissingError: https could not be tested.

    """
    http = facts.require(HttpFacts)
    tried = [visit for visit in (http.https, http.https_ipv6) if visit is not None]
    answered = [(visit, own) for visit in tried if (own := _own_answers(visit, facts.target.host))]
    if answered:
        return [_policy_of(facts, visit, own) for visit, own in answered]
    failure = next((visit.failure for visit in tried if visit.failure and not visit.refused), None)
    if failure is not None and not isinstance(facts.tls, Absent):
        raise FactsMissingError(failure)
    return [Hsts(state="no_https")]


def _own_answers(visit: Visit, host: str) -> list[Exchange]:
    """Those of the host itself over https, on any port: a policy is a host's (RFC 6797, 8.1 to 8.3).

    An answer in the site's stead, a firewall's, says nothing of the site's policy.
    """
    origins = ((exchange, origin_of(exchange.url)) for exchange in visit.exchanges)
    own = [exchange for exchange, at in origins if at and at[:2] == ("https", host)]
    if own and (why := blocked(own[-1])) is not None:
        raise FactsMissingError(why)
    return own


def _policy_of(facts: Facts, visit: Visit, own: Sequence[Exchange]) -> Hsts:
    """RFC 6797, 8.1: of several headers the first is processed; any answer of the host sets a policy."""
    answer = next((exchange for exchange in reversed(own) if exchange.values(HEADER)), None)
    if answer is None:
        return Hsts(state="absent", url=own[-1].url, address=visit.address)
    headers = answer.values(HEADER)
    policy = parse(headers[0])
    problem = "" if policy is None else _certificate_problem(facts)
    return Hsts(
        state=_state(policy, problem),
        header=", ".join(headers),
        policy=policy,
        url=answer.url,
        address=visit.address,
        problem=problem,
        is_repeated=len(headers) > 1,
        on_redirect_only=answer is not own[-1],
    )


def _state(policy: Policy | None, problem: str) -> HstsState:
    if policy is None:
        return "invalid"
    return "policy" if problem in ("", NOT_TESTED) else "bad_certificate"


def _age(hsts: Hsts) -> int:
    return hsts.policy.max_age if hsts.policy else 0


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
