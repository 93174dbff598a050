"""dns.dangling: no alias, name server or mail exchange leads to a name that does not exist."""

from pydantic import JsonValue

from checks.check import Check
from checks.dns._claimable import claimable
from checks.facts import Facts, Part, RecordTarget, ZoneFacts
from checks.model import Judgement, Outcome, Reference, Severity, Text, Thresholds

NONE = Text(
    vi="Mọi tên mà CNAME, NS và MX trỏ tới đều tồn tại.",
    en="Every name that CNAME, NS and MX records lead to exists.",
)


def judge(facts: Facts, _thresholds: Thresholds) -> Judgement:
    """Each target exists. High where a stranger could take the name, medium where nobody can tell."""
    zone = facts.require(ZoneFacts)
    gone = [target for target in zone.targets if target.state != "exists"]
    if not gone:
        leads: list[JsonValue] = [_line(target) for target in zone.targets]
        evidence: dict[str, JsonValue] = {"zone": zone.apex, "leads_to": leads}
        return Judgement(outcome=Outcome.PASS, summary=NONE, evidence=evidence)
    evidence = {"zone": zone.apex, "dangling": [_line(target) for target in gone]}
    if services := sorted({service for target in gone if (service := _service(target))}):
        evidence |= {"service": list[JsonValue](services), "table": claimable().date}
    severity = Severity.HIGH if any(map(_may_be_taken, gone)) else None
    return Judgement(outcome=Outcome.FAIL, summary=_told(gone), evidence=evidence, severity=severity)


def _service(target: RecordTarget) -> str:
    return claimable().service_of(target.name)


def _may_be_taken(target: RecordTarget) -> bool:
    return target.state == "unregistered" or bool(_service(target))


def _line(target: RecordTarget) -> str:
    return f"{target.kind} {target.name}"


def _told(gone: list[RecordTarget]) -> Text:
    listed = ", ".join(map(_line, gone))
    taken = any(map(_may_be_taken, gone))
    vi = "; người lạ có thể đăng ký tên đó" if taken else ""
    en = "; a stranger may register it" if taken else ""
    return Text(
        vi=f"Bản ghi trỏ tới tên không tồn tại: {listed}{vi}.",
        en=f"Records lead to names that do not exist: {listed}{en}.",
    )


CHECK = Check(
    id="dns.dangling",
    title=Text(vi="Không có bản ghi trỏ vào chỗ trống", en="No dangling records"),
    finding=Text(vi="Bản ghi DNS trỏ vào chỗ trống", en="Dangling DNS records"),
    rationale=Text(
        vi="Ai đăng ký được tên mà bản ghi còn trỏ tới sẽ đứng tên cơ quan: mở trang lừa đảo dưới chính tên"
        " miền gov.vn, nhận thư của nó, hoặc trả lời DNS thay cho nó.",
        en="Whoever gets hold of the name that a record still leads to stands in the agency's stead: with a"
        " fraud under its own domain, with its mail, or with its DNS.",
    ),
    remediation=Text(
        vi="Gỡ bản ghi nêu trong bằng chứng, hoặc đăng ký lại dịch vụ mà nó trỏ tới. Khi ngừng một dịch vụ"
        " thuê ngoài, gỡ bản ghi DNS trước rồi mới hủy dịch vụ.",
        en="Remove the records in the evidence, or take up again the service that they lead to. When a hosted"
        " service ends, remove its DNS record first, and cancel the service then.",
    ),
    severity=Severity.MEDIUM,
    needs=(ZoneFacts,),
    parts=(Part.ZONE_TARGETS,),
    judges="endpoint",
    outcomes=(Outcome.PASS, Outcome.FAIL, Outcome.NOT_TESTED),
    references=(
        Reference(
            title="OWASP WSTG: subdomain takeover",
            url="https://owasp.org/www-project-web-security-testing-guide/",
        ),
        Reference(title="can-i-take-over-xyz", url="https://github.com/EdOverflow/can-i-take-over-xyz"),
        Reference(title="RFC 1912", url="https://www.rfc-editor.org/rfc/rfc1912"),
    ),
    since="0.1.0",
    judge=judge,
)
