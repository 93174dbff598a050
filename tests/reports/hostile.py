"""A province whose names, hosts' answers and certificates were written by an attacker."""

from typing import Any

from checks.model import Outcome, Reason, Severity, Text, Verdict
from inventory.model import Organization
from reports.assembly.building import build_report
from reports.model import Report
from tests.reports import sample, waiving

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "</style><script>alert(1)</script>",
    "</title><iframe src=//evil.test></iframe>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    '=HYPERLINK("http://evil.test","x")',
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\x1b[2J\x1b]0;owned\x07",
    "\u202egnp.exe",
    "a\x00b",
)


def report() -> Report:
    """Every payload in every place that a server or a file can fill."""
    inventory = sample.inventory()
    organizations = tuple(
        Organization(code=one.code, name=f"{PAYLOADS[number % len(PAYLOADS)]} {one.code}", kind=one.kind)
        for number, one in enumerate(inventory.organizations)
    )
    systems = tuple(
        system.model_copy(update={"name": PAYLOADS[number % len(PAYLOADS)]})
        for number, system in enumerate(inventory.systems)
    )
    hostile = inventory.model_copy(update={"organizations": organizations, "systems": systems})
    seen = tuple(
        sample.observation(f"ht{number:02}.brvt.test", *_verdicts(payload))
        for number, payload in enumerate(PAYLOADS, start=1)
    )
    approvals = {
        code: line.model_copy(update={"number": PAYLOADS[number % len(PAYLOADS)]})
        for number, (code, line) in enumerate(sample.approvals().items())
    }
    waivers = tuple(
        waiving.waiver(
            number,
            f"HT-{number:03}",
            at,
            "cert.expiry" if number % 2 else "web.csp",
            **dict.fromkeys(("reason", "approver", "actor"), payload),
        )
        for number, (payload, at) in enumerate(zip(PAYLOADS, seen, strict=True), start=1)
    )
    told = {"inventory": hostile, "observations": seen, "approvals": approvals, "waivers": waivers}
    return build_report(sample.source(**told))


def _verdicts(payload: str) -> tuple[Verdict, ...]:
    told: dict[str, Any] = {
        "summary": Text(vi=payload, en=payload),
        "evidence": {payload: payload, "list": [payload]},
    }
    return (
        sample.verdict("cert.expiry", Outcome.FAIL, severity=Severity.CRITICAL, **told),
        sample.verdict("web.csp", Outcome.WARN, severity=Severity.LOW, **told),
        sample.verdict("exposure.ports", Outcome.NOT_TESTED, reason=Reason.BLOCKED, **told),
    )
