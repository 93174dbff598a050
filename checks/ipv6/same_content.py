"""ipv6.same_content: the same site answers over IPv4 and IPv6 (Internet.nl's web_ipv46)."""

from pydantic import JsonValue

from checks.check import Check
from checks.errors import ChecksError
from checks.facts import DnsFacts, Facts, HttpFacts, Part, ReachFacts
from checks.ipv6._applicability import unjudgeable
from checks.ipv6._families import LATENCY_KEY, milliseconds, nothing_to_compare, of_usable, open_ports
from checks.ipv6._pages import NO_VISIT, compare
from checks.judging import not_tested
from checks.model import WORST_FIRST, Judgement, Outcome, Reference, Severity, Text, Thresholds


def judge(facts: Facts, thresholds: Thresholds) -> Judgement:
    """The same open ports, the same final status, bodies that differ by ``max_difference_percent`` at most.

    Headers of security that differ, and how long a connection takes, are told in the evidence. The
    certificate is ipv6.web_tls's.

    Raises:
        ChecksError: the threshold is no number.

    """
    if (judgement := unjudgeable(facts) or nothing_to_compare(facts)) is not None:
        return judgement
    families = facts.require(ReachFacts).of_family(4), of_usable(facts)
    ipv4, ipv6 = map(open_ports, families)
    evidence: dict[str, JsonValue] = {
        "ports_ipv4": list(ipv4),
        "ports_ipv6": list(ipv6),
        **_latency(*map(milliseconds, families)),
    }
    if ipv4 != ipv6:
        return Judgement(outcome=Outcome.FAIL, summary=_other_ports(ipv4, ipv6), evidence=evidence)
    worst = _compare_pages(facts, ipv4, _maximum(thresholds))
    return worst.model_copy(update={"evidence": {**evidence, **worst.evidence}})


def _latency(ipv4: float | None, ipv6: float | None) -> dict[str, JsonValue]:
    """Of the TCP connection; a slow family is told, never judged, as the path is not the host's alone."""
    if ipv4 is None or ipv6 is None:
        return {}
    return {LATENCY_KEY: {"ipv4": ipv4, "ipv6": ipv6}}


def _maximum(thresholds: Thresholds) -> float:
    maximum = thresholds["max_difference_percent"]
    if not isinstance(maximum, int | float):
        raise ChecksError(
            "ipv6.same_content: max_difference_percent must be a number, not {maximum!r}", maximum=maximum
        )
    return maximum


def _compare_pages(facts: Facts, ports: list[int], maximum: float) -> Judgement:
    """The worst of the open ports; its evidence holds every one."""
    http, target = facts.require(HttpFacts), facts.target
    judged: dict[str, Judgement] = {}
    if target.https_port in ports:
        judged["https"] = compare(http.https, http.https_ipv6, maximum)
    if target.http_port in ports:
        judged["http"] = compare(http.http, http.http_ipv6, maximum)
    if not judged:
        return not_tested(NO_VISIT)
    worst = min(judged.values(), key=lambda judgement: WORST_FIRST.index(judgement.outcome))
    evidence = {scheme: dict(judgement.evidence) for scheme, judgement in judged.items()}
    return worst.model_copy(update={"evidence": evidence})


def _other_ports(ipv4: list[int], ipv6: list[int]) -> Text:
    left, right = (", ".join(map(str, ports)) or "–" for ports in (ipv4, ipv6))
    return Text(
        vi=f"Cổng mở khác nhau: {left} qua IPv4, {right} qua IPv6.",
        en=f"Different open ports: {left} over IPv4, {right} over IPv6.",
    )


CHECK = Check(
    id="ipv6.same_content",
    title=Text(vi="Nội dung giống nhau qua IPv4 và IPv6", en="Same content over IPv4 and IPv6"),
    finding=Text(vi="Nội dung qua IPv4 và IPv6 khác nhau", en="Content differs between IPv4 and IPv6"),
    warning=Text(
        vi="Nội dung qua IPv4 và IPv6 khác nhau hoặc cùng báo lỗi",
        en="Content differs between IPv4 and IPv6, or both answer an error",
    ),
    rationale=Text(
        vi="Nếu IPv6 dẫn tới máy chủ cũ, trang mặc định hoặc thiếu HTTPS thì người dùng IPv6 nhận sai thông"
        " tin mà đơn vị vận hành không hay biết.",
        en="When IPv6 leads to an old server, a default page or no HTTPS, IPv6 users get the wrong site and"
        " the operating unit does not notice.",
    ),
    remediation=Text(
        vi="Cấu hình IPv6 trên cùng máy chủ ảo với IPv4 (nginx: listen 443 ssl; listen [::]:443 ssl; trong"
        " cùng khối server; Apache: <VirtualHost *:443>), mở cùng các cổng, rồi so sánh curl -4 và curl -6.",
        en="Serve IPv6 from the same virtual host as IPv4 (nginx: listen 443 ssl; listen "
        "[::]:443 ssl; in one server block; Apache: <VirtualHost *:443>), open the same ports, "
        "then compare curl -4 with curl -6.",
    ),
    severity=Severity.MEDIUM,
    needs=(DnsFacts, ReachFacts, HttpFacts),
    parts=(Part.HTTP_PAGE, Part.HTTP_BODY),
    judges="endpoint",
    outcomes=(Outcome.PASS, Outcome.WARN, Outcome.FAIL, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(title="Internet.nl: web_ipv46", url="https://github.com/internetstandards/Internet.nl"),
    ),
    since="0.1.0",
    judge=judge,
    thresholds={"max_difference_percent": 10},
    volatile=("difference_percent",),
)
