"""reports.audit: every form shows the same verdicts, worst first, and nothing a server said comes alive."""

import json
from pathlib import Path

import jsonschema
import pytest
from selectolax.lexbor import LexborHTMLParser

from checks.facts import Facts
from checks.model import Language
from reports.audit.document import audit_document, worst_first
from reports.audit.output import AuditForm, render, write_audits
from reports.errors import ReportError
from tests.reports.audit.observations import HOSTILE, observation

SARIF = Path(__file__).parent.parent / "data" / "sarif-schema-2.1.0.json"
WORST_FIRST = [
    "cert.expiry",
    "web.cookies",
    "web.hsts",
    "web.csp",
    "web.referrer_policy",
    "tls.protocols",
    "cert.key",
]


def test_findings_come_first_and_by_severity() -> None:
    """Fails before warnings of the same severity, then what was not tested, then the rest."""
    assert [verdict.check for verdict in worst_first(observation().verdicts)] == WORST_FIRST


def test_the_document_has_the_stable_shape() -> None:
    """Schema name, times in UTC, connections by kind with their total, facts that can be judged again."""
    document = audit_document("https://www.example.test", observation(), "en")
    assert document["schema"] == "capdo.audit/1"
    assert document["target"] == "https://www.example.test"
    assert document["started_at"] == "2026-06-01T00:00:00Z"
    counted = {"tls": 24, "http": 4, "dns": 0, "reach": 0, "ports": 3, "files": 0, "udp": 0}
    assert document["connections"] == {"total": 31, **counted, "requests": 0}
    assert Facts.model_validate(document["facts"]) == observation().facts


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_sarif_is_valid(lang: Language) -> None:
    """The log validates against the OASIS schema, whatever the outcome; only findings have a level."""
    log = json.loads(render([("www.example.test", observation(HOSTILE))], AuditForm.SARIF, lang))
    jsonschema.Draft7Validator(json.loads(SARIF.read_text(encoding="utf-8"))).validate(log)
    levels = {result["ruleId"]: (result["kind"], result["level"]) for result in log["runs"][0]["results"]}
    assert levels["cert.expiry"] == ("fail", "error")
    assert levels["web.hsts"] == ("fail", "warning")
    assert levels["web.csp"] == ("open", "none")
    assert levels["cert.key"] == ("notApplicable", "none")


def test_one_target_is_an_object_and_several_are_a_list() -> None:
    """As the documented JSON has it."""
    one = json.loads(render([("a", observation())], AuditForm.JSON, "vi"))
    several = json.loads(render([("a", observation()), ("b", observation())], AuditForm.JSON, "vi"))
    assert one["target"] == "a"
    assert [document["target"] for document in several] == ["a", "b"]


@pytest.mark.parametrize(("language", "told"), [("vi", "(giờ Việt Nam)"), ("en", "(Viet Nam time)")])
def test_a_page_names_the_zone_of_its_time(language: Language, told: str) -> None:
    """The moment stands in the zone that follows it."""
    assert f"07:00 {told}" in render([("a.test", observation())], AuditForm.HTML, language)


def test_what_a_server_said_is_inert_in_html() -> None:
    """No element, attribute or control character comes out of headers and bodies."""
    page = render([(HOSTILE, observation(HOSTILE))], AuditForm.HTML, "vi")
    tree = LexborHTMLParser(page)
    assert not tree.css("script, img, iframe, [onload], [onerror]")
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert tree.css_first("meta[http-equiv][content*=\"default-src 'none'\"]") is not None


def test_what_a_server_said_is_inert_in_the_terminal() -> None:
    """No escape sequence reaches the terminal, and no text is taken for markup."""
    text = render([(HOSTILE, observation(HOSTILE + "[bold]"))], AuditForm.TEXT, "en")
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "[bold]" in text


def test_a_file_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    """The message names the file, and nothing is left behind."""
    (tmp_path / "taken").mkdir()
    with pytest.raises(ReportError, match="cannot write"):
        write_audits([("a", observation())], AuditForm.JSON, tmp_path / "taken", "vi")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
