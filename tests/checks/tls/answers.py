"""What every check of one answer must do, whatever the answer is about."""

from checks.facts import Absent, NotTested, TlsFacts
from checks.model import Reason, Verdict
from tests.checks import builders


def server(field: str, value: object) -> TlsFacts:
    """A good server but for one answer of its negotiation or vulnerabilities."""
    if field in type(builders.negotiation()).model_fields:
        return builders.tls(negotiation=builders.negotiation(**{field: value}))
    return builders.tls(vulnerabilities=builders.vulnerabilities(**{field: value}))


def judged(check_id: str, field: str, value: object) -> Verdict:
    """The verdict on such a server."""
    return builders.verdict(check_id, builders.facts(tls=server(field, value)))


def assert_no_answer_is_no_verdict(check_id: str, field: str) -> None:
    """Not tested keeps the probe's reason; what cannot arise is not applicable; not looked at is no pass."""
    silent = judged(check_id, field, NotTested(reason=Reason.TIMEOUT, detail="silence"))
    assert (silent.outcome, silent.reason) == ("not_tested", "timeout")
    absent = judged(check_id, field, Absent(detail="TLS 1.3 only"))
    assert (absent.outcome, absent.evidence["detail"]) == ("not_applicable", "TLS 1.3 only")
    bare = TlsFacts.model_validate(builders.tls().model_dump(exclude={"negotiation", "vulnerabilities"}))
    assert builders.verdict(check_id, builders.facts(tls=bare)).outcome == "not_tested"
