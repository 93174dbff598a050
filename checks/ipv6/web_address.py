"""ipv6.web_address: the host has a global IPv6 address."""

from pydantic import JsonValue

from checks.check import Check
from checks.facts import DnsFacts, Facts
from checks.ipv6._addresses import unusable, usable
from checks.ipv6._applicability import settled
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """At least one AAAA record with a usable address."""
    if (judgement := settled(facts)) is not None:
        return judgement
    dns = facts.require(DnsFacts)
    addresses = usable(dns)
    if addresses:
        summary = Text(vi="Tên miền có địa chỉ IPv6.", en="The name has an IPv6 address.")
        return Judgement(outcome=Outcome.PASS, summary=summary, evidence=_evidence(dns))
    return Judgement(outcome=Outcome.FAIL, summary=_missing(dns), evidence=_evidence(dns))


def _evidence(dns: DnsFacts) -> dict[str, JsonValue]:
    evidence: dict[str, JsonValue] = {"usable": list(usable(dns)), "ipv4": list(dns.ipv4)}
    if others := unusable(dns):
        evidence["unusable"] = dict(others)
    return evidence


def _missing(dns: DnsFacts) -> Text:
    if others := unusable(dns):
        kinds = ", ".join(sorted(set(others.values())))
        return Text(
            vi=f"Tên miền chỉ có địa chỉ IPv6 không dùng được trên Internet ({kinds}).",
            en=f"The name has only IPv6 addresses that the Internet cannot reach ({kinds}).",
        )
    return Text(vi="Tên miền chưa có bản ghi AAAA (IPv6).", en="The name has no AAAA record (IPv6).")


CHECK = Check(
    id="ipv6.web_address",
    title=Text(vi="Có địa chỉ IPv6", en="IPv6 address"),
    finding=Text(vi="Chưa có địa chỉ IPv6 dùng được", en="No usable IPv6 address"),
    rationale=Text(
        vi="Cơ quan nhà nước phải chuyển đổi IPv6 cho cổng thông tin và dịch vụ công trực tuyến; không có"
        " bản ghi AAAA thì thuê bao IPv6 không truy cập trực tiếp được.",
        en="Agencies must bring their portals and online public services to IPv6; without an AAAA record,"
        " IPv6 users cannot reach them directly.",
    ),
    remediation=Text(
        vi="Xin cấp địa chỉ IPv6 (qua VNNIC hoặc nhà cung cấp), gán cho máy chủ web, bật lắng nghe IPv6"
        " (nginx: listen [::]:443 ssl; Apache: Listen [::]:443; IIS: liên kết “All Unassigned”) rồi thêm"
        " bản ghi AAAA.",
        en="Obtain IPv6 addresses (from VNNIC or the provider), give one to the web server, let it listen"
        " on IPv6 (nginx: listen [::]:443 ssl; Apache: Listen [::]:443; IIS: binding “All Unassigned”),"
        " then add the AAAA record.",
    ),
    severity=Severity.MEDIUM,
    needs=(DnsFacts,),
    parts=(),  # one usable address is enough; an unanswered query is told apart
    judges="endpoint",
    outcomes=(Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE, Outcome.NOT_TESTED),
    references=(
        Reference(title="RFC 3596 (AAAA)", url="https://www.rfc-editor.org/rfc/rfc3596"),
        Reference(title="RFC 6890 (special-purpose addresses)", url="https://www.rfc-editor.org/rfc/rfc6890"),
        Reference(title="Internet.nl: web_aaaa", url="https://github.com/internetstandards/Internet.nl"),
        Reference(title="Thông tư 32/2017/TT-BTTTT: IPv6", verified=False),
        Reference(title="Quyết định 38/QĐ-BTTTT (2021): chuyển đổi IPv6", verified=False),
    ),
    since="0.1.0",
    judge=judge,
)
