"""The accuracy lab: what is true to what is so, how the peers are read, and one host from start to end."""

import json
from pathlib import Path

import pytest

from benchmarks.accuracy.__main__ import main
from benchmarks.accuracy.auditing import Audit
from benchmarks.accuracy.by_hand import by_hand
from benchmarks.accuracy.host import Host, Truth
from benchmarks.accuracy.judging import Answer, answer
from benchmarks.accuracy.lab import hosts
from benchmarks.accuracy.peers import read_sslyze, read_testssl
from benchmarks.accuracy.report import bars, text_report
from benchmarks.accuracy.results import HostResult
from checks.registry import all_checks
from tests.scanner.probes.authority import DAY, leaf

OUTCOMES = ("pass", "info", "not_applicable", "warn", "fail", "not_tested", None)
RIGHT, UNTOLD, PASS, FAIL = Answer


@pytest.mark.parametrize(
    ("truth", "answers"),
    [
        (Truth.GOOD, (RIGHT, RIGHT, RIGHT, FAIL, FAIL, UNTOLD, UNTOLD)),
        (Truth.BAD, (PASS, PASS, PASS, RIGHT, RIGHT, UNTOLD, UNTOLD)),
        (Truth.UNSEEN, (PASS, PASS, PASS, FAIL, FAIL, RIGHT, RIGHT)),
    ],
)
def test_what_an_outcome_is_worth(truth: Truth, answers: tuple[Answer, ...]) -> None:
    """Of what nobody can see only "not tested" is honest; elsewhere it is the lesser evil."""
    assert tuple(answer(truth, outcome) for outcome in OUTCOMES) == answers


def test_every_host_speaks_of_checks_that_there_are() -> None:
    """No name twice, no empty truth, no check that was renamed, no words about a check without a truth."""
    found = hosts()
    assert len({host.name for host in found}) == len(found) >= 60
    for host in found:
        assert host.truth, host.name
        assert set(host.truth) <= set(all_checks()), host.name
        assert set(host.words) <= set(host.truth), host.name


def _result(*audits: Audit) -> HostResult:
    host = Host(
        kind="of a kind",
        name="one",
        serve=by_hand(leaf(None)),
        truth={"cert.expiry": Truth.BAD, "cert.key": Truth.GOOD},
        words={"cert.expiry": "expired"},
    )
    return HostResult(host=host, audits=list(audits))


def _audit(expiry: str, key: str = "pass", summary: str = "it expired", trouble: str = "") -> Audit:
    return Audit(
        outcomes={"cert.expiry": expiry, "cert.key": key},
        summaries={"cert.expiry": summary},
        connections=20,
        trouble=trouble,
    )


@pytest.mark.parametrize(
    ("audits", "missed"),
    [
        ((_audit("fail"), _audit("fail")), ()),
        ((_audit("not_tested"), _audit("not_tested")), ()),
        ((_audit("pass"), _audit("pass")), ("false passes",)),
        ((_audit("fail", "warn"),), ("false fails",)),
        ((_audit("fail"), _audit("warn")), ("hosts whose verdicts changed from run to run",)),
        ((_audit("fail", summary="it is weak"),), ("hosts of which a wrong reason was given",)),
        ((_audit("fail", trouble="Traceback"),), ("hosts that met a fault of capdo's own",)),
    ],
)
def test_the_bars(audits: tuple[Audit, ...], missed: tuple[str, ...]) -> None:
    """Each is missed by its own kind of fault, which a line of the report names."""
    result = _result(*audits)
    assert tuple(bar.name for bar in bars([result], len(audits), 1) if not bar.met) == missed
    report = text_report([result], bars([result], len(audits), 1))
    assert "of a kind" in report
    assert ("one: " in report) == bool(missed or result.answers[UNTOLD])


def _deployment(pem: str, why: str, *, verified: bool) -> dict[str, object]:
    end = "2020-01-01T00:00:00+00:00" if "time" in why else "2999-01-01T00:00:00+00:00"
    return {
        "received_certificate_chain": [{"as_pem": pem, "not_valid_after": end}],
        "verified_certificate_chain": [{}] if verified else None,
        "path_validation_results": [{"validation_error": why}],
    }


@pytest.mark.parametrize(
    ("why", "verified", "said"),
    [
        ("", True, {"cert.trusted": "pass", "cert.expiry": "pass", "cert.hostname": "pass"}),
        ("no matching subjectAltName", False, {"cert.hostname": "fail", "cert.expiry": "pass"}),
        ("cert is not valid at validation time", False, {"cert.expiry": "fail"}),
        ("candidates exhausted", False, {"cert.trusted": "fail", "cert.expiry": "pass"}),
    ],
)
def test_sslyze_is_read(tmp_path: Path, why: str, said: dict[str, str], *, verified: bool) -> None:
    """One verification stands for three checks: which of them it failed is in its words."""
    pem = leaf(None, end=9 * DAY).write(tmp_path, "one")[0].read_text()
    deployment = _deployment(pem, why, verified=verified)
    commands = {"certificate_info": {"result": {"certificate_deployments": [deployment]}}}
    assert read_sslyze(json.dumps({"server_scan_results": [{"scan_result": commands}]})) == said


def test_testssl_is_read() -> None:
    """The worst of several certificates counts; a suite that Internet.nl calls insufficient is unsafe."""
    found = [
        ("TLS1", "INFO", "not offered"),
        ("TLS1_2", "OK", "offered"),
        (
            "cipher-tls1_2_x9c",
            "INFO",
            "TLS 1.2 x9c AES128-GCM-SHA256 TLS_RSA_WITH_AES_128_GCM_SHA256",
        ),
        ("cert_expirationStatus <cert#1>", "OK", "89 >= 60 days"),
        ("cert_expirationStatus <cert#2>", "CRITICAL", "expired"),
        ("cert_trust <cert#1>", "OK", "Ok via SAN"),
        ("cert_chain_of_trust <cert#1>", "OK", "passed."),
    ]
    listed = [{"id": name, "severity": severity, "finding": text} for name, severity, text in found]
    assert read_testssl(json.dumps(listed)) == {
        "tls.protocols": "pass",
        "tls.ciphers": "fail",
        "cert.expiry": "fail",
        "cert.hostname": "pass",
        "cert.trusted": "pass",
    }


def test_one_host_from_start_to_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Audited twice by the command, judged, and written down."""
    output = tmp_path / "accuracy.json"
    given = ["--runs", "2", "--seed", "7", "--only", "ssh", "--quick", "--output", str(output)]
    assert main(given) == 0
    assert "seed 7, 2 runs of 1 hosts" in capsys.readouterr().out
    document = json.loads(output.read_text())
    (host,) = document["hosts"]
    assert [audit["outcomes"]["tls.available"] for audit in host["audits"]] == ["fail", "fail"]
    assert host["stable"]


def test_what_was_not_run_is_no_success() -> None:
    """A benchmark that was stopped has missed a bar."""
    assert [bar.name for bar in bars([_result(_audit("fail"))], 5, 1) if not bar.met] == [
        "audits of each host"
    ]


def test_an_unknown_name(capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong name ends it before anything is started."""
    assert main(["--only", "nothing"]) == 2
    assert "named nothing" in capsys.readouterr().err
