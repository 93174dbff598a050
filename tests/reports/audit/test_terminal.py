"""The terminal form: evidence where the administrator looks, and a step for every finding."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from checks.facts import Facts, HttpFacts, NotTested
from checks.model import Language, Outcome, Reason, Severity, Text, Verdict
from checks.reasons import REASONS
from checks.registry import all_checks
from inventory.safe_text import visible
from reports.audit.next_steps import NEXT
from reports.audit.terminal import plain_audits
from reports.text.evidence_labels import LABELS
from reports.text.seen import seen
from scanner.observation import Observation
from tests.checks import builders
from tests.reports.audit.observations import observation, verdict

LANGUAGES: list[Language] = ["vi", "en"]
WIDE = 10_000
TLS = f"{builders.V4}:443"
PAGE = f"https://{builders.HOST}/ → 200"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=300),
    lambda inner: st.lists(inner, max_size=9) | st.dictionaries(st.text(max_size=50), inner, max_size=9),
    max_leaves=30,
)


def of(check: str, evidence: dict[str, Any], **changes: Any) -> Verdict:
    """A fail with this evidence."""
    fields = {"outcome": Outcome.FAIL, "severity": Severity.HIGH, "summary": Text(vi="hỏng", en="broken")}
    return Verdict(check=check, evidence=evidence, **{**fields, **changes})


def told(check: str, evidence: dict[str, Any], lang: Language = "en", facts: Facts | None = None) -> str:
    """The line under a fail."""
    return seen(of(check, evidence), facts or builders.facts(), lang, WIDE)


@pytest.mark.parametrize(
    ("check", "evidence", "line"),
    [
        ("tls.protocols", {"accepted": "TLSv1.0"}, f"{TLS} · accepted: TLSv1.0"),
        ("tls.ciphers", {"suites": {"TLSv1.0": {"A": "weak", "B": "weak"}}}, f"{TLS} · suites: TLSv1.0 A, B"),
        (
            "cert.expiry",
            {"subject": "CN=a", "sha256": "ab", "not_before": "2026-01-02T00", "not_after": "2026-03-04"},
            f"{TLS} · CN=a · valid 2026-01-02 – 2026-03-04",
        ),
        ("cert.expiry", {"subject": "CN=a", "addresses": ["192.0.2.11"]}, "192.0.2.11 · CN=a"),
        ("web.csp", {"policy": "default-src *"}, f"{PAGE} · policy: default-src *"),
        ("web.hsts", {"url": "http://a/", "status": 404, "header": "x"}, "http://a/ → 404 · header: x"),
        (
            "exposure.ports",
            {"ports": [{"address": "2001:db8::1", "port": 22, "product": "OpenSSH", "version": "9.2"}]},
            "[2001:db8::1]:22 OpenSSH 9.2",
        ),
        ("dns.caa", {"names": ["a", "b", "c", "d", "e", "f"]}, "names in the certificate: a, b, c, d (+2)"),
        ("web.csp", {"not_seen": ["a", "b: c"], "detail": "cut"}, f"{PAGE} · not seen: a, b (c) · cut"),
        (
            "exposure.database",
            {"not_seen": ["ports.named: timeout: 192.0.2.1: 6379"]},
            "not seen: every port that this check names (it did not answer in time): 192.0.2.1: 6379",
        ),
        ("ipv6.operational", {"x_of_y": None, "empty": [], "nothing": ""}, ""),
    ],
)  # fmt: skip
def test_what_was_seen_is_told_in_few_words(check: str, evidence: dict[str, Any], line: str) -> None:
    """Where first; then certificates, ports, headers in people's words; nothing that is empty."""
    assert told(check, evidence) == line


def test_dates_are_written_as_people_read_them() -> None:
    """Day first in Vietnamese."""
    evidence = {"not_before": "2026-01-02T00:00:00+00:00", "not_after": "2026-03-04T00:00:00+00:00"}
    assert told("cert.expiry", evidence, "vi") == f"{TLS} · hiệu lực 02/01/2026 – 04/03/2026"


def test_without_facts_the_evidence_is_told_all_the_same() -> None:
    """Facts may have been left in the store, or never been had."""
    lost = NotTested(reason=Reason.TIMEOUT, detail="silent")
    for facts in (None, builders.facts(tls=lost, http=lost)):
        assert seen(of("tls.alpn", {"detail": "silent"}), facts, "en", WIDE) == "silent"


@given(
    check=st.sampled_from(list(all_checks())),
    evidence=st.dictionaries(st.text(max_size=50), JSON, max_size=9),
)
def test_any_evidence_is_one_short_visible_line(check: str, evidence: dict[str, Any]) -> None:
    """Whatever a server said, and however much."""
    line = seen(of(check, evidence), builders.facts(), "vi", 150)
    assert len(line) <= 150
    assert line == visible(line)


@given(evidence=st.dictionaries(st.sampled_from(list(LABELS)), JSON, max_size=9))
def test_any_value_of_a_known_key_is_told(evidence: dict[str, Any]) -> None:
    """Evidence of an older version may have another shape under the same key."""
    assert isinstance(told("web.csp", evidence), str)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_finding_and_all_not_tested_stand_with_what_was_seen(lang: Language) -> None:
    """In brief, none of it; the verdicts themselves are the same."""
    whole, brief = (plain_audits([("a", observation("said"))], lang, brief=brief) for brief in (False, True))
    assert whole.count("said · ") + whole.count(": said") == 4
    assert ": said" not in brief
    for one in observation().verdicts:
        assert one.check in whole
        assert one.check in brief
    advice = " ".join(REASONS[Reason.TIMEOUT].advice.to(lang).split())
    assert advice in " ".join(whole.split())
    assert advice not in " ".join(brief.split())


def test_what_failed_for_one_reason_stands_together() -> None:
    """Twenty checks of a silent port are one statement; another reason is another."""
    silent = [verdict(check, Outcome.NOT_TESTED, said="silent") for check in list(all_checks())[:20]]
    other = verdict("web.hsts", Outcome.NOT_TESTED, said="elsewhere")
    lost = NotTested(reason=Reason.TIMEOUT, detail="silent")
    facts = builders.facts(tls=lost, http=lost)
    seen_of = look(*silent, other).model_copy(update={"facts": facts})
    text = plain_audits([("a", seen_of)], "en")
    assert text.count("header: silent") == text.count("header: elsewhere") == 1
    assert all(one.check in text for one in silent)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("findings", [0, 1, 3, 4, 9])
def test_every_finding_has_its_step(lang: Language, findings: int) -> None:
    """The first three in full, the others by a line each."""
    checks = list(all_checks().values())[:findings]
    failed = [verdict(check.id, Outcome.FAIL, Severity.HIGH) for check in checks]
    text = plain_audits([("a", look(*failed))], lang)
    for number, check in enumerate(checks, start=1):
        assert f"{number}. {check.finding.to(lang)}" in text
    flat = " ".join(text.split())
    in_full = [check for check in checks if " ".join(check.remediation.to(lang).split())[:60] in flat]
    assert in_full == checks[:3]
    assert ("capdo checks explain" in text) == (findings > 3)


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("word", ["w", "w" * 35, "w" * 500])
def test_it_fits_the_terminal(width: int, word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No line is longer, and the evidence of one verdict takes two lines at most."""
    monkeypatch.setattr("reports.audit.terminal.WIDTH", width)
    text = plain_audits([("a", look(of("tls.ciphers", {"names": [word] * 5_000})))], "vi")
    assert max(map(cell_len, text.splitlines())) <= width
    assert 1 <= sum("w" in line for line in text.partition(NEXT.vi)[0].splitlines()) <= 2


def look(*verdicts: Verdict) -> Observation:
    """An observation with these verdicts."""
    facts = builders.facts(http=HttpFacts(https=builders.visit()))
    return observation().model_copy(update={"verdicts": verdicts, "facts": facts})


def test_a_command_is_told_to_its_end() -> None:
    """On as many lines as it takes: half of it would not run."""
    signs = [
        {"page": PAGE, "reproduce": f"curl -A '{'word ' * 90}x' -- https://a.test/ | grep -ioF -- b.test"}
    ]
    finding = of("content.spam_links", {"found": signs})
    printed = plain_audits([("a", observation().model_copy(update={"verdicts": (finding,)}))], "en")
    assert signs[0]["reproduce"] in " ".join(printed.split())
