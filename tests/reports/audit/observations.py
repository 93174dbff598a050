"""An observation with a verdict of every outcome, and what a hostile server might have said."""

from checks.facts import HttpFacts
from checks.model import Outcome, Reason, Severity, Text, Verdict
from scanner.observation import Observation
from tests.checks import builders

HOSTILE = "<script>alert(1)</script>\x1b[31m=cmd|'/c calc'!A1\u202e\x00"


def verdict(check: str, outcome: Outcome, severity: Severity = Severity.LOW, said: str = "…") -> Verdict:
    """A verdict whose texts and evidence say ``said``."""
    reason = Reason.TIMEOUT if outcome is Outcome.NOT_TESTED else None
    text = Text(vi=said, en=said)
    evidence = {"header": said}
    return Verdict(
        check=check, outcome=outcome, severity=severity, reason=reason, summary=text, evidence=dict(evidence)
    )


def observation(said: str = "…") -> Observation:
    """One of each outcome, in no helpful order."""
    page = builders.exchange(headers=(("server", said),), body=said)
    facts = builders.facts(http=HttpFacts(https=builders.visit(page)))
    return Observation(
        target=facts.target,
        facts=facts,
        verdicts=(
            verdict("tls.protocols", Outcome.PASS, said=said),
            verdict("web.hsts", Outcome.WARN, Severity.MEDIUM, said),
            verdict("web.csp", Outcome.NOT_TESTED, said=said),
            verdict("cert.expiry", Outcome.FAIL, Severity.CRITICAL, said),
            verdict("web.cookies", Outcome.FAIL, Severity.MEDIUM, said),
            verdict("cert.key", Outcome.NOT_APPLICABLE, said=said),
            verdict("web.referrer_policy", Outcome.INFO, said=said),
        ),
        connections={"tls": 24, "http": 4, "ports": 3},
        started_at=builders.NOW,
        finished_at=builders.NOW,
    )
