"""ipv6.web_tls: TLS over IPv6 comes to the same verdicts on versions and certificate as over IPv4."""

from collections.abc import Iterable, Iterator, Sequence

from pydantic import JsonValue

from checks.check import Check
from checks.facts import Absent, DnsFacts, Facts, NotTested, Part, ReachFacts, TlsFacts, Unseen
from checks.ipv6._addresses import same, usable
from checks.ipv6._applicability import unjudgeable
from checks.ipv6._families import nothing_to_compare, of_usable
from checks.ipv6._tls_verdicts import Difference, TlsAt, differences, tls_of, worst_outcomes
from checks.judging import incomplete, not_tested
from checks.model import Judgement, Outcome, Reason, Reference, Severity, Text, Thresholds

NOT_LOOKED_AT = NotTested(reason=Reason.NOT_REQUESTED, detail="TLS was not looked at over both families")
PARTS = (Part.TLS_CERTIFICATES, Part.TLS_NODES)  # the versions speak through tls.protocols
NO_TLS = Text(
    vi="Không áp dụng: cổng HTTPS không có TLS, cả qua IPv4 lẫn IPv6; xem tls.available.",
    en="Not applicable: the HTTPS port has no TLS, neither over IPv4 nor over IPv6; see tls.available.",
)
ONLY_OVER_IPV6 = Text(vi="Chỉ có TLS qua IPv6, qua IPv4 thì không.", en="There is TLS over IPv6 only.")
BETTER = Text(
    vi="TLS qua IPv6 tốt hơn qua IPv4: hai họ địa chỉ được cấu hình khác nhau.",
    en="TLS is better over IPv6 than over IPv4: the two families are configured differently.",
)
ALIKE = Text(
    vi="Phiên bản TLS và chứng thư số qua IPv6 được đánh giá như qua IPv4.",
    en="TLS versions and certificate are judged alike over IPv6 and IPv4.",
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Each living IPv6 address against the worst of IPv4's. A dead one is ipv6.web_reachable's finding.

    No TLS over one family alone, or a worse verdict of tls.protocols, cert.trusted, cert.hostname or
    cert.expiry over IPv6, fails; a better one warns. Another certificate of the same verdicts passes.
    """
    if (judgement := unjudgeable(facts) or nothing_to_compare(facts)) is not None:
        return judgement
    ipv4 = tls_of(facts, facts.require(DnsFacts).ipv4)
    ipv6 = tls_of(facts, usable(facts.require(DnsFacts)))
    judgement = _of_one_family(facts, ipv4, ipv6) or _compared(facts, ipv4, ipv6)
    return judgement.model_copy(update={"evidence": {**_evidence(ipv4, ipv6), **judgement.evidence}})


def _of_one_family(facts: Facts, ipv4: Sequence[TlsAt], ipv6: Sequence[TlsAt]) -> Judgement | None:
    """The judgement where TLS was not met over both."""
    over_ipv4, over_ipv6 = (any(isinstance(site.tls, TlsFacts) for site in sites) for sites in (ipv4, ipv6))
    if over_ipv4 and (without := _without_tls(facts, ipv6)):
        return Judgement(outcome=Outcome.FAIL, summary=_no_tls_at(without))
    if over_ipv4 and over_ipv6:
        return None
    if over_ipv6 and ipv4 and all(isinstance(site.tls, Absent) for site in ipv4):
        return Judgement(outcome=Outcome.FAIL, summary=ONLY_OVER_IPV6)
    every = (*ipv4, *ipv6)
    if ipv4 and ipv6 and all(isinstance(site.tls, Absent) for site in every):
        return Judgement(outcome=Outcome.NOT_APPLICABLE, summary=NO_TLS)
    lost = (site.tls for site in every if isinstance(site.tls, NotTested))
    return not_tested(next(lost, NOT_LOOKED_AT))


def _without_tls(facts: Facts, ipv6: Sequence[TlsAt]) -> list[str]:
    """The living IPv6 addresses that speak no TLS, or accept at the plain port alone."""
    absent = [site.address for site in ipv6 if isinstance(site.tls, Absent)]
    https = facts.target.https_port
    living = [entry for entry in of_usable(facts) if entry.is_open]
    closed = [
        entry.address
        for entry in living
        if any(port.port == https and port.state != "open" for port in entry.ports)
    ]
    return [*absent, *(one for one in closed if not any(same(one, other) for other in absent))]


def _compared(facts: Facts, ipv4: Sequence[TlsAt], ipv6: Sequence[TlsAt]) -> Judgement:
    expected = worst_outcomes(ipv4)
    unlike = [one for site in ipv6 for one in differences(site, expected)]
    if worse := [one for one in unlike if one.is_worse]:
        summary = _worse(dict.fromkeys(one.check for one in worse))
        return Judgement(outcome=Outcome.FAIL, summary=summary, evidence={"differences": _told(worse)})
    missing = [*_unseen(facts, ipv4, ipv6)]
    if unlike and not missing:
        evidence: dict[str, JsonValue] = {"differences": _told(unlike)}
        return Judgement(outcome=Outcome.WARN, severity=Severity.LOW, summary=BETTER, evidence=evidence)
    alike = Judgement(outcome=Outcome.PASS, summary=ALIKE)
    return incomplete(missing, alike) if missing else alike


def _told(unlike: Iterable[Difference]) -> list[JsonValue]:
    return [f"{one.address}: {one.check} {one.outcome} ({one.expected} over IPv4)" for one in unlike]


def _unseen(facts: Facts, ipv4: Sequence[TlsAt], ipv6: Sequence[TlsAt]) -> Iterator[Unseen]:
    """What of the addresses was not seen whole: all of one, the verdict of a check, or other parts."""
    sites = (*ipv4, *ipv6)
    for site in sites:
        if isinstance(site.tls, NotTested):
            yield Unseen(part=Part.ADDRESSES, reason=site.tls.reason, detail=site.address)
        elif isinstance(site.tls, TlsFacts):
            untold = [check for check, outcome in site.outcomes.items() if outcome is Outcome.NOT_TESTED]
            if untold:
                detail = f"{site.address}: {', '.join(untold)}"
                yield Unseen(part=Part.TLS_CERTIFICATES, reason=Reason.INCOMPLETE, detail=detail)
            yield from (unseen for unseen in site.tls.missing if unseen.part in PARTS)
    for entry in of_usable(facts):
        if entry.is_open and not any(same(entry.address, site.address) for site in ipv6):
            yield Unseen(part=Part.ADDRESSES, reason=Reason.NOT_REQUESTED, detail=entry.address)


def _evidence(ipv4: Sequence[TlsAt], ipv6: Sequence[TlsAt]) -> dict[str, JsonValue]:
    evidence: dict[str, JsonValue] = {site.address: site.versions for site in (*ipv4, *ipv6)}
    leaves = [{leaf for site in sites for leaf in site.leaves} for sites in (ipv4, ipv6)]
    if all(leaves):
        evidence["same_certificate"] = leaves[0] == leaves[1]
    if all(leaves) and leaves[0] != leaves[1]:
        sites = [site for site in (*ipv4, *ipv6) if site.leaves]
        evidence["certificates"] = [f"{site.address}: {', '.join(site.leaves)}" for site in sites]
    return evidence


def _no_tls_at(addresses: Sequence[str]) -> Text:
    listed = ", ".join(addresses)
    return Text(
        vi=f"Có TLS qua IPv4 nhưng không có ở địa chỉ IPv6 {listed}.",
        en=f"There is TLS over IPv4, but none at the IPv6 address {listed}.",
    )


def _worse(checks: Iterable[str]) -> Text:
    listed = ", ".join(checks)
    return Text(
        vi=f"TLS qua IPv6 kém hơn qua IPv4: {listed}.", en=f"TLS is worse over IPv6 than over IPv4: {listed}."
    )


CHECK = Check(
    id="ipv6.web_tls",
    title=Text(vi="TLS giống nhau qua IPv4 và IPv6", en="Same TLS over IPv4 and IPv6"),
    finding=Text(vi="TLS qua IPv6 kém hơn qua IPv4", en="TLS over IPv6 falls short of IPv4's"),
    warning=Text(vi="TLS qua IPv6 khác qua IPv4", en="TLS over IPv6 differs from IPv4's"),
    rationale=Text(
        vi="Máy chủ IPv6 thường được cấu hình riêng rồi bị quên: chứng thư số hết hạn hoặc phiên bản TLS cũ"
        " qua IPv6 khiến người dùng IPv6 gặp cảnh báo, trong khi kiểm tra qua IPv4 vẫn thấy bình thường.",
        en="IPv6 is often configured apart and then forgotten: an expired certificate or an old TLS version"
        " there meets IPv6 users with warnings, while everything looks well over IPv4.",
    ),
    remediation=Text(
        vi="Dùng cùng chứng thư số và cùng cấu hình TLS cho IPv4 và IPv6 (nginx: listen 443 ssl; listen"
        " [::]:443 ssl; trong cùng khối server; Apache: <VirtualHost *:443>); gia hạn chứng thư số thì nạp"
        " lại mọi máy chủ; so sánh openssl s_client -4 và -6.",
        en="Use one certificate and one TLS configuration for IPv4 and IPv6 (nginx: listen 443 ssl; listen"
        " [::]:443 ssl; in one server block; Apache: <VirtualHost *:443>); reload every server when a"
        " certificate is renewed; compare openssl s_client -4 with -6.",
    ),
    severity=Severity.MEDIUM,
    needs=(DnsFacts, ReachFacts, TlsFacts),
    borrows=(TlsFacts,),
    parts=(Part.DNS_IPV6, Part.REACH_PORTS, *PARTS),
    judges="endpoint",
    outcomes=(Outcome.PASS, Outcome.WARN, Outcome.FAIL, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(title="Internet.nl: TLS", url="https://github.com/internetstandards/Internet.nl"),
        Reference(title="RFC 9325 (TLS)", url="https://www.rfc-editor.org/rfc/rfc9325"),
    ),
    since="0.1.0",
    judge=judge,
    volatile=("certificates",),
)
