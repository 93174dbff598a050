"""``capdo audit`` against the lab: exit statuses and forms, as a script or a person meets them."""

import json
from pathlib import Path

import jsonschema
import pytest
from selectolax.lexbor import LexborHTMLParser

from scanner.lab.model import Lab
from tests.cli.running import CONTROLS, audit_of, capdo
from tests.scanner.probes.listening import closed_port

SARIF_SCHEMA = Path(__file__).parents[1] / "reports" / "data" / "sarif-schema-2.1.0.json"
DOCUMENT = {
    "schema", "target", "started_at", "finished_at", "scanner", "verdicts", "grades", "facts", "connections",
}  # fmt: skip
VERDICT = {
    "check",
    "outcome",
    "severity",
    "reason",
    "title",
    "heading",
    "summary",
    "evidence",
    "remediation",
}


def test_a_clean_host_ends_with_0(lab: Lab, tmp_path: Path) -> None:
    """What nobody permitted is not a failure to test; and no database is made on the way."""
    ended = capdo(*audit_of(lab, "tot"), "--fail-on", "info", folder=tmp_path)
    assert (ended.status, ended.errors) == (0, "")
    assert "chưa được phép" in ended.output
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("host", "arguments", "status"),
    [
        ("het-han", ["--only", "cert", "--fail-on", "critical"], 1),
        ("khong-hsts", ["--only", "web", "--fail-on", "medium"], 1),
        ("khong-hsts", ["--only", "web", "--fail-on", "high"], 0),
        ("khong-hsts", ["--only", "web"], 0),
    ],
)
def test_findings_end_with_1_when_asked(
    lab: Lab, tmp_path: Path, host: str, arguments: list[str], status: int
) -> None:
    """At or above the severity named; an expired certificate is critical, a missing HSTS medium."""
    ended = capdo(*audit_of(lab, host), *arguments, folder=tmp_path)
    assert (ended.status, ended.errors) == (status, "")


def test_what_could_not_be_tested_ends_with_3(tmp_path: Path) -> None:
    """A closed port is neither good nor bad; findings that were asked about come first."""
    with closed_port() as port:
        ended = capdo(
            "audit", f"127.0.0.1:{port}", "--only", "web", "--http-port", str(port), folder=tmp_path
        )
    assert (ended.status, ended.errors) == (3, "")


def test_json_is_an_object_of_the_documented_shape(lab: Lab, tmp_path: Path) -> None:
    """One target, one object; the file is the same as the output would be."""
    arguments = (*audit_of(lab, "cu-tls10"), "--only", "tls,cert", "--format", "json", "--lang", "en")
    ended = capdo(*arguments, "--output", "audit.json", folder=tmp_path)
    assert (ended.status, ended.output, ended.errors) == (0, "", "")
    document = json.loads((tmp_path / "audit.json").read_text(encoding="utf-8"))
    assert document["schema"] == "capdo.audit/1"
    assert set(document) == DOCUMENT
    assert {frozenset(verdict) for verdict in document["verdicts"]} == {frozenset(VERDICT)}
    assert document["verdicts"][0]["outcome"] == "fail"
    assert document["connections"]["total"] == sum(document["connections"].values()) // 2 > 0


def test_json_of_several_targets_is_a_list(lab: Lab, tmp_path: Path) -> None:
    """In the order they were typed."""
    arguments = (*audit_of(lab, "hien-dai", "tot"), "--only", "cert", "--format", "json")
    documents = json.loads(capdo(*arguments, folder=tmp_path).output)
    assert [document["target"].split(".")[0] for document in documents] == ["hien-dai", "tot"]


def test_sarif_is_valid(lab: Lab, tmp_path: Path) -> None:
    """Against the OASIS schema, so that a CI service takes it."""
    ended = capdo(*audit_of(lab, "cu-tls10"), "--only", "tls", "--format", "sarif", folder=tmp_path)
    schema = json.loads(SARIF_SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft7Validator(schema).validate(json.loads(ended.output))


def test_html_needs_nothing_from_outside(lab: Lab, tmp_path: Path) -> None:
    """One page: no script, no style sheet, image or frame of elsewhere."""
    ended = capdo(*audit_of(lab, "cu-tls10"), "--only", "tls", "--format", "html", folder=tmp_path)
    page = LexborHTMLParser(ended.output)
    assert page.css_matches("h1")
    assert not page.css_matches("script, link[rel=stylesheet], iframe, object, img[src^=http]")
    assert "url(http" not in ended.output


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_output_is_utf_8_whatever_the_locale(tmp_path: Path, encoding: str) -> None:
    """A server's shell often has no locale set: Vietnamese comes out all the same."""
    ended = capdo("checks", "explain", "tls.protocols", folder=tmp_path, PYTHONIOENCODING=encoding)
    assert (ended.status, ended.errors) == (0, "")
    assert "Phiên bản" in ended.output
    assert not CONTROLS.search(ended.output)
