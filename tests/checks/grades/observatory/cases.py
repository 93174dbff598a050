"""Answers of a site, with what the MDN HTTP Observatory told of them, and the facts a probe makes of them.

``cases.jsonl`` holds one case a line; ``make bench-observatory`` records what npm's package told (version 4
of the algorithm) and its repository (version 6). Of a case stands only what differs from an ordinary site:
plain HTTP sends to https, preflight requests are refused, and the certificate is good. Of what was told stand
the results that a page without any header does not have, then the score and the grade.
"""

from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import urljoin

from checks.facts import CertificateChain, Exchange, Facts, HttpFacts, NotTested, Target, TlsFacts, Visit
from checks.facts.visit import REDIRECTS
from checks.grades.observatory._chart import CHART, VERSIONS, Version, tests_of
from checks.model import Frozen, Reason
from tests.checks import builders

RECORDED = Path(__file__).parent / "cases.jsonl"
HOST, OTHERS = "portal.test", ("www.portal.test", "other.test")
NAMES = (HOST, *OTHERS)  # in the certificate
ROOT = f"https://{HOST}/"
PLAIN_ROOT = f"http://{HOST}/"
HTML = "Content-Type: text/html; charset=utf-8"
MOST_REDIRECTS = 10  # as the probe has it
TEST_OF = {result.id: test.name for test in CHART.tests for result in test.results}
OF_A_BARE_PAGE = (
    "csp-not-implemented",
    "cookies-not-found",
    "coep-not-implemented",
    "coop-not-implemented",
    "cross-origin-resource-sharing-not-implemented",
    "redirection-to-https",
    "referrer-policy-not-implemented",
    "hsts-not-implemented",
    "sri-not-implemented-but-no-scripts-loaded",
    "x-content-type-options-not-implemented",
    "x-frame-options-not-implemented",
    "corp-not-implemented",
)
Certificate = Literal["good", "untrusted", "another name"]
CERTIFICATES: tuple[Certificate, ...] = ("good", "untrusted", "another name")


class Answer(Frozen):
    """One answer; ``headers`` as sent, ``Name: value``."""

    status: int = 200
    headers: tuple[str, ...] = (HTML,)
    body: str = ""


class Told(Frozen):
    """What is told of a site: results by test, score and grade; or none of them, and why."""

    results: dict[str, str] = {}
    score: int = 0
    grade: str = ""
    refusal: str = ""

    def to_text(self) -> str:
        """As the table has it."""
        if self.refusal:
            return f"refused: {self.refusal}"
        odd = [result for result in self.results.values() if result not in OF_A_BARE_PAGE]
        return " ".join((*odd, str(self.score), self.grade))

    @classmethod
    def from_text(cls, text: str, version: Version) -> "Told":
        """From the table."""
        if text.startswith("refused: "):
            return cls(refusal=text.removeprefix("refused: "))
        *odd, score, grade = text.split(" ")
        usual = {TEST_OF[result]: result for result in OF_A_BARE_PAGE}
        results = {test: usual[test] for test in tests_of(version)}
        results |= {TEST_OF[result]: result for result in odd}
        return cls(results=results, score=int(score), grade=grade)


class Case(Frozen):
    """``page``: at the root over https. ``answers``: others, by address, after OPTIONS a preflight's."""

    name: str
    page: Answer = Answer()
    answers: dict[str, Answer] = {}
    closed: tuple[str, ...] = ()  # ports: http, https
    certificate: Certificate = "good"
    told: dict[str, str] = {}  # by version; nothing for version 6 where it says what version 4 does

    def answer(self, url: str, method: str = "GET") -> Answer:
        """What a server says to one request."""
        named = f"{method} {url}" if method != "GET" else url
        if named in self.answers:
            return self.answers[named]
        if method != "GET":
            return Answer(status=405)
        if url == PLAIN_ROOT:
            return Answer(status=301, headers=(f"Location: {ROOT}",))
        return self.page if url == ROOT else Answer(status=404)

    def told_by(self, version: Version) -> Told:
        """What that version of the algorithm told."""
        text = self.told.get(str(version), self.told[str(VERSIONS[0])])
        return Told.from_text(text, version)


@cache
def recorded() -> tuple[Case, ...]:
    """The table."""
    lines = RECORDED.read_text("utf-8").splitlines()
    return tuple(Case.model_validate_json(line) for line in lines)


def facts_of(case: Case) -> Facts:
    """What the probes make of a case, over IPv4 alone."""
    https, plain = _visit(case, ROOT), _visit(case, PLAIN_ROOT)
    shown = https if https.exchanges else plain
    http = HttpFacts(http=plain, https=https, preflight=_preflight(case, shown))
    tls = _tls().model_copy(update={"chains": (chain_of(case),)})
    return _site().model_copy(update={"http": http, "tls": tls})


@cache
def _site() -> Facts:
    """What is the same in every case, made once: there are many."""
    target = Target(host=HOST, observed_at=builders.NOW)
    return builders.facts(target=target)


@cache
def _tls() -> TlsFacts:
    return builders.tls(server_name=HOST)


def chain_of(case: Case) -> CertificateChain:
    """What the TLS probe sees of its certificate."""
    names = ("elsewhere.test",) if case.certificate == "another name" else NAMES
    leaf = builders.certificate(dns_names=names)
    if case.certificate == "untrusted":
        return builders.chain(leaf, trusted=False, trust_problem="unknown_issuer", trusted_by=None)
    return builders.chain(leaf)


def _visit(case: Case, start: str) -> Visit:
    if start.partition(":")[0] in case.closed:
        failure = NotTested(reason=Reason.UNREACHABLE, detail="refused")
        return Visit(origin=start, address=builders.V4, end="failed", failure=failure, refused=True)
    exchanges: list[Exchange] = []
    url = start
    while len(exchanges) <= MOST_REDIRECTS:
        exchanges.append(_exchange(case.answer(url), url))
        if not exchanges[-1].is_redirect:
            return builders.visit(*exchanges, origin=start)
        url = urljoin(url, exchanges[-1].values("location")[0])
        if url in {exchange.url for exchange in exchanges}:
            return builders.visit(*exchanges, origin=start, end="redirect_loop", next_url=url)
    return builders.visit(*exchanges, origin=start, end="too_many_redirects", next_url=url)


def _preflight(case: Case, shown: Visit) -> Visit | None:
    if shown.end != "answered" or shown.last is None:
        return None
    answered = _exchange(case.answer(shown.last.url, "OPTIONS"), shown.last.url)
    return builders.visit(answered.model_copy(update={"body": ""}), origin=shown.origin)


def _exchange(answer: Answer, url: str) -> Exchange:
    """One answer as the probe keeps it."""
    pairs = (header.partition(":") for header in answer.headers)
    headers = tuple((name.lower(), value.strip()) for name, _, value in pairs)
    is_redirect = answer.status in REDIRECTS and any(name == "location" for name, _ in headers)
    body = "" if is_redirect else answer.body
    return Exchange(url=url, status=answer.status, headers=headers, body=body)
