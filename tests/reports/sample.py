"""A made-up province for the tests of the reports: 31 systems on 27 endpoints, with every kind of verdict."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from checks.facts import Target
from checks.model import Outcome, Reason, Severity, Text, Verdict
from inventory.model import Endpoint, EndpointRole, Inventory, Organization, OrganizationKind, System
from inventory.model import Text as InventoryText
from inventory.targets.evaluation import IndicatorValue
from reports.source import ApprovalLine, ApprovalStage, PlanSource, PlanState, ReportSource
from scanner.observation import Observation

AS_OF = date(2026, 6, 1)
NOW = datetime(2026, 6, 1, 3, 5, tzinfo=UTC)
SHARED = "cong.brvt.test"
OWNERS = (
    ("VP-UBND", "Văn phòng UBND tỉnh", OrganizationKind.OFFICE),
    ("STTTT", "Sở Thông tin và Truyền thông", OrganizationKind.DEPARTMENT),
    ("SNV", "Sở Nội vụ", OrganizationKind.DEPARTMENT),
    ("STC", "Sở Tài chính", OrganizationKind.DEPARTMENT),
    ("SGDDT", "Sở Giáo dục và Đào tạo", OrganizationKind.DEPARTMENT),
    ("SYT", "Sở Y tế", OrganizationKind.DEPARTMENT),
    ("SLDTBXH", "Sở Lao động – Thương binh và Xã hội", OrganizationKind.DEPARTMENT),
    ("SNNPTNT", "Sở Nông nghiệp và Phát triển nông thôn", OrganizationKind.DEPARTMENT),
    ("UBND-VT", "UBND thành phố Vũng Tàu", OrganizationKind.DISTRICT),
    ("UBND-CD", "UBND huyện Châu Đức", OrganizationKind.DISTRICT),
)
NAMES = (
    "Trung tâm điều hành thông minh (IOC)",
    "Nền tảng tích hợp, chia sẻ dữ liệu (LGSP)",
    "Hệ thống thông tin giải quyết thủ tục hành chính",
    "Cổng dịch vụ công của tỉnh",
    "Kho dữ liệu số",
    "Cổng dữ liệu mở",
    "Hệ thống phản ánh hiện trường",
    "Trợ lý ảo",
    "Tổng đài CALLBOT",
    "Hội nghị truyền hình trực tuyến",
    "Trung tâm tích hợp dữ liệu",
    "Thư viện điện tử",
    "Học bạ điện tử",
    "Nền tảng MOOCs",
    "Cơ sở dữ liệu ngành Tài chính",
    "Hệ thống lưu trữ lịch sử",
)
# check, outcome, severity, summary, evidence: what an endpoint may have wrong, worst last
DEFECTS: tuple[tuple[str, Outcome, Severity, Text, dict[str, Any]], ...] = (
    (
        "web.csp",
        Outcome.FAIL,
        Severity.MEDIUM,
        Text(vi="Trang không gửi Content-Security-Policy.", en="The page sends no Content-Security-Policy."),
        {},
    ),
    (
        "web.version_leak",
        Outcome.WARN,
        Severity.LOW,
        Text(vi="Máy chủ tiết lộ phiên bản phần mềm.", en="The server tells its software version."),
        {"server": "Apache/2.4.29 (Ubuntu)", "x-powered-by": "PHP/7.2.24"},
    ),
    (
        "web.hsts",
        Outcome.FAIL,
        Severity.MEDIUM,
        Text(vi="Không có HSTS.", en="There is no HSTS."),
        {"header": None},
    ),
    (
        "tls.protocols",
        Outcome.FAIL,
        Severity.HIGH,
        Text(vi="Máy chủ còn chấp nhận TLS 1.0, TLS 1.1.", en="The server still accepts TLS 1.0, TLS 1.1."),
        {"accepted": "TLS 1.0, TLS 1.1, TLS 1.2"},
    ),
    (
        "cert.expiry",
        Outcome.FAIL,
        Severity.CRITICAL,
        Text(
            vi="Chứng thư số đã hết hạn ngày 02/05/2026.",
            en="The certificate expired on 2026-05-02.",
        ),
        {"subject": "CN=cu.brvt.test", "not_after": "2026-05-02T00:00:00Z"},
    ),
    (
        "exposure.database",
        Outcome.FAIL,
        Severity.CRITICAL,
        Text(vi="Cơ sở dữ liệu mở ra Internet: MySQL (3306).", en="A database is open to all: MySQL (3306)."),
        {"ports": ["3306/mysql"]},
    ),
)
GOOD = (
    "cert.hostname",
    "cert.trusted",
    "cert.key",
    "cert.signature",
    "exposure.file_sharing",
    "exposure.remote_admin",
    "tls.available",
    "tls.ciphers",
    "web.content_type_options",
    "web.frame_options",
    "web.https_forced",
)


def verdict(check: str, outcome: Outcome = Outcome.PASS, **changes: Any) -> Verdict:
    """A verdict of any check, whether this version has it or not."""
    fields: dict[str, Any] = {
        "check": check,
        "outcome": outcome,
        "severity": Severity.MEDIUM,
        "summary": Text(vi="Đạt yêu cầu.", en="As it should be."),
    }
    return Verdict(**{**fields, **changes})


def not_tested(check: str, reason: Reason) -> Verdict:
    """A verdict that could not be reached."""
    summary = Text(vi="Chưa kiểm tra được.", en="Not tested.")
    return verdict(check, Outcome.NOT_TESTED, reason=reason, summary=summary)


def observation(host: str, *verdicts: Verdict, **changes: Any) -> Observation:
    """One look at a host on the default ports."""
    target = Target(host=host, observed_at=NOW - timedelta(hours=5))
    fields: dict[str, Any] = {
        "run": 1,
        "target": target,
        "verdicts": verdicts,
        "connections": {"dns": 4, "reach": 4, "tls": 27, "http": 6, "ports": 0},
        "started_at": NOW - timedelta(hours=5),
        "finished_at": NOW - timedelta(hours=5) + timedelta(seconds=len(host)),
    }
    return Observation(**{**fields, **changes})


def system(number: int, **changes: Any) -> System:
    """The system of this number: 1 to 14 share one host, 27 was never scanned, 28 to 31 have no endpoint."""
    host = SHARED if number <= 14 else f"ht{number:02}.brvt.test"
    fields: dict[str, Any] = {
        "code": f"HT-{number:03}",
        "name": NAMES[number - 1]
        if number <= len(NAMES)
        else f"Trang thông tin điện tử {OWNERS[number % 10][1]}",
        "owner": OWNERS[number % len(OWNERS)][0],
        "operator": "STTTT" if number % 3 else None,
        "proposed_level": 2 + number % 2,
        "in_operation_since": date(2020, 1, 1),
        "is_portal": number > 6,
        "endpoints": () if number > 27 else (Endpoint(host=host), *_own(number)),
    }
    return System(**{**fields, **changes})


def _own(number: int) -> tuple[Endpoint, ...]:
    """Systems on the shared host have one endpoint of their own besides."""
    role = EndpointRole.API if number % 2 else EndpointRole.WEB
    return (Endpoint(host=f"ht{number:02}.brvt.test", role=role),) if number <= 14 else ()


def inventory() -> Inventory:
    """Ten owners, 31 systems."""
    organizations = tuple(Organization(code=code, name=name, kind=kind) for code, name, kind in OWNERS)
    return Inventory(organizations=organizations, systems=tuple(system(number) for number in range(1, 32)))


def approvals() -> dict[str, ApprovalLine]:
    """Four approved, three of them fully implemented (two against the evidence); some under way."""
    lines: dict[str, ApprovalLine] = {}
    for number in range(1, 26):
        stage = ApprovalStage.APPROVED if number in (2, 15, 19, 20) else tuple(ApprovalStage)[number % 4]
        decided = {"level": 3, "number": f"{number}/QĐ-UBND", "decided_on": date(2025, 3, number)}
        lines[f"HT-{number:03}"] = ApprovalLine(
            stage=stage,
            plan=PlanState.FULL
            if number in (2, 15, 20)
            else PlanState.PARTIAL
            if number % 3
            else PlanState.NONE,
            labelled=number > 6 and number % 4 != 0,
            label_until=date(2026, 12, 31) if number % 2 else None,
            **(decided if stage is ApprovalStage.APPROVED else {}),
        )
    return lines


def observations() -> tuple[Observation, ...]:
    """The shared host has three findings; the others zero to six; four could not be tested in part."""
    shared = observation(SHARED, *_verdicts(4), _ipv6("assigned"))
    others = [observation(f"ht{number:02}.brvt.test", *_of(number)) for number in range(1, 27)]
    return (shared, *others)


def _of(number: int) -> tuple[Verdict, ...]:
    if number in (23, 24):
        return tuple(not_tested(check, Reason.TIMEOUT) for check in (*GOOD, "ipv6.operational"))
    if number == 25:
        return (*_verdicts(1), not_tested("ipv6.operational", Reason.NO_IPV6_HERE))
    ports = not_tested("exposure.ports", Reason.NOT_PERMITTED)
    states = ("operational", "none", "operational", "reachable", "assigned")
    return (*_verdicts(number % 7), _ipv6(states[number % 5]), *([ports] if number % 6 == 0 else []))


def _verdicts(defects: int) -> tuple[Verdict, ...]:
    wrong = [
        verdict(check, outcome, severity=severity, summary=summary, evidence=evidence)
        for check, outcome, severity, summary, evidence in DEFECTS[:defects]
    ]
    return (*wrong, *(verdict(check) for check in GOOD))


def _ipv6(state: str) -> Verdict:
    outcome = Outcome.PASS if state == "operational" else Outcome.FAIL
    summary = Text(vi="Chưa hoạt động trên IPv6.", en="Not operational over IPv6.")
    return verdict("ipv6.operational", outcome, summary=summary, evidence={"state": state})


def indicator(row: int, key: str, title: InventoryText, **changes: Any) -> IndicatorValue:
    """One row of the plan."""
    fields: dict[str, Any] = {
        "row": row,
        "key": key,
        "title": title,
        "as_of": AS_OF,
        "numerator": 4,
        "denominator": 31,
        "percent": 12.9,
        "baseline": 13.0,
        "target": 80.0,
        "deadline": date(2023, 12, 31),
        "missing": 21,
        "source": "Quyết định 180/QĐ-BCĐ ngày 26/06/2023, Phụ lục I",
    }
    fields |= changes
    return IndicatorValue(**{"missing_at_most": fields["missing"], **fields})


def indicators() -> tuple[IndicatorValue, ...]:
    """Five rows: two overdue, one still in time, one met, one with systems that were not tested."""
    codes = tuple(f"HT-{number:03}" for number in range(1, 32))
    return (
        indicator(
            11,
            "approved",
            InventoryText(
                vi="Tỷ lệ hệ thống thông tin của cơ quan nhà nước hoàn thành phê duyệt cấp độ an toàn "
                "hệ thống thông tin",
                en="Share of state agencies' information systems whose security level is approved",
            ),
            next_up=codes[4:25],
        ),
        indicator(
            12,
            "compliant",
            InventoryText(
                vi="Tỷ lệ hệ thống thông tin của cơ quan nhà nước đáp ứng yêu cầu bảo đảm an toàn thông "
                "tin theo cấp độ",
                en="Share of state agencies' information systems that meet the requirements of their level",
            ),
            numerator=3,
            numerator_without_contradicted=1,
            percent=9.7,
            baseline=3.2,
            target=30.0,
            missing=7,
            next_up=codes[18:19],
        ),
        indicator(
            13,
            "labelled",
            InventoryText(
                vi="Tỷ lệ cổng/trang thông tin điện tử của cơ quan nhà nước được đánh giá an toàn thông "
                "tin và dán nhãn tín nhiệm mạng",
                en="Share of state agencies' portals that are assessed and carry the cyber-trust label",
            ),
            numerator=19,
            denominator=25,
            percent=76.0,
            baseline=72.0,
            target=100.0,
            missing=6,
            deadline=date(2026, 12, 31),
            next_up=codes[24:30],
        ),
        indicator(
            14,
            "commune-pages",
            InventoryText(
                vi="Tỷ lệ xã, phường, thị trấn có trang thông tin điện tử (hoặc chuyên mục riêng)",
                en="Share of communes with their own page (or section)",
            ),
            numerator=82,
            denominator=82,
            percent=100.0,
            baseline=23.0,
            target=100.0,
            missing=0,
            deadline=date(2023, 6, 30),
        ),
        indicator(
            16,
            "ipv6",
            InventoryText(
                vi="Chuyển đổi IPv6 cho mạng lưới, dịch vụ của cơ quan nhà nước", en="IPv6 transition"
            ),
            numerator=7,
            denominator=27,
            percent=25.9,
            baseline=None,
            target=100.0,
            missing=17,
            missing_at_most=20,
            not_tested=3,
            deadline=None,
            verified=False,
            next_up=codes[6:14],
        ),
    )


def source(**changes: Any) -> ReportSource:
    """The whole province on the day."""
    title = InventoryText(
        vi="Kế hoạch chuyển đổi số tỉnh Bà Rịa – Vũng Tàu năm 2023 (dữ liệu minh họa)",
        en="Digital transformation plan of Bà Rịa – Vũng Tàu, 2023 (illustrative data)",
    )
    decision = InventoryText(
        vi="Quyết định 180/QĐ-BCĐ ngày 26/06/2023, Phụ lục I", en="Decision 180/QĐ-BCĐ of 2023-06-26, annex I"
    )
    fields: dict[str, Any] = {
        "inventory": inventory(),
        "indicators": indicators(),
        "approvals": approvals(),
        "observations": observations(),
        "as_of": AS_OF,
        "generated_at": NOW,
        "plan": PlanSource(name="brvt-2023", title=title, source=decision),
    }
    return ReportSource(**{**fields, **changes})
