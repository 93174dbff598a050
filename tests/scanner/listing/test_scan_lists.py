"""``capdo scan list`` and ``scan show`` in every form: findings by name, how bad, and since when."""

import csv
import io
import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner

from capdo import app
from checks.model import Outcome, Reason
from inventory.clock import day_of, now
from inventory.dates import day
from scanner.errors import ScannerError
from tests.scanner.waivers.estate import A, B, filled, observation, scanned, verdict


@pytest.fixture
def yesterday() -> datetime:
    """At this time of the day before."""
    return now() - timedelta(days=1)


@pytest.fixture
def url(database: Engine, yesterday: datetime) -> str:
    """Yesterday both endpoints were found bad; today one is mended, and one was silent."""
    filled(database, yesterday)
    silent = verdict(Outcome.NOT_TESTED, reason=Reason.TIMEOUT)
    scanned(
        database,
        observation(verdict(), at=now()),
        observation(silent, host=B, https_port=8443, at=now()),
        observation(verdict(Outcome.PASS), host="moi.brvt.test", at=now()),
    )
    return database.url.render_as_string()


def said(url: str, *arguments: str) -> str:
    """What a command prints."""
    result = CliRunner().invoke(app, ["scan", *arguments, "--database", url], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout_bytes.decode()


def told(url: str, *arguments: str) -> Any:
    """The same as JSON."""
    return json.loads(said(url, *arguments, "--format", "json", "--lang", "en"))


def test_findings_are_told_for_programs(url: str, yesterday: datetime) -> None:
    """By endpoint, the worst first; what was silent comes before what is good; times are UTC."""
    shown = told(url, "show", "2")
    assert (shown["schema"], shown["run"]) == ("capdo.run/1", 2)
    places = [(one["host"], one["worst"], one["not_tested"]) for one in shown["endpoints"]]
    assert places == [(A, "high", 0), (B, None, 1), ("moi.brvt.test", None, 0)]
    (finding,) = shown["endpoints"][0]["findings"]
    assert (finding["check"], finding["outcome"], finding["severity"]) == ("tls.protocols", "fail", "high")
    assert finding["title"] == "Unsafe TLS versions accepted"
    assert finding["since"].startswith(yesterday.isoformat()[:16])


def test_findings_are_told_for_people(url: str, yesterday: datetime) -> None:
    """By the name of what is wrong, its check, and the day since when it stands, in both languages."""
    for language, since in (("vi", "từ"), ("en", "since")):
        begun = f"{since} {day(day_of(yesterday), 'vi' if language == 'vi' else 'en')}"
        shown = said(url, "show", "2", "--lang", language)
        assert f"(tls.protocols, {begun}): " in shown
    places = [line.split()[0] for line in shown.splitlines() if ".brvt.test:" in line][:3]
    assert places == [f"{A}:443", f"{B}:8443", "moi.brvt.test:443"]


def test_findings_are_told_for_spreadsheets(url: str) -> None:
    """A row each."""
    text = said(url, "show", "1", "--format", "csv").removeprefix("\ufeff")
    headings, *rows = csv.reader(io.StringIO(text, newline=""))
    assert headings[:4] == ["Điểm truy cập", "Mức độ", "Phát hiện", "Phép kiểm tra"]
    assert [row[0] for row in rows] == [f"{A}:443", f"{B}:8443"]


@pytest.mark.parametrize(
    ("options", "hosts"),
    [
        (("--host", "moi"), ["moi.brvt.test"]),
        (("--host", "b.brvt.test"), [B]),
        (("--owner", "sở thông tin và truyền thông"), [A, B, "moi.brvt.test"]),
        (("--level", "5"), []),
    ],
)
def test_endpoints_are_chosen(url: str, options: tuple[str, ...], hosts: list[str]) -> None:
    """By host, only those that have it; else all of the systems that are asked for."""
    assert [one["host"] for one in told(url, "show", "2", *options)["endpoints"]] == hosts
    text = said(url, "show", "2", *options)
    assert all((f"{host}:" in text) == (host in hosts) for host in (A, B, "moi.brvt.test"))


@pytest.mark.parametrize("option", ["--not-tested", "--firewall-note"])
def test_what_is_of_the_whole_run_is_not_chosen_from(url: str, option: str) -> None:
    """Neither in another form nor of some systems."""
    for more in (("--format", "csv"), ("--owner", "STTTT")):
        refused = CliRunner().invoke(app, ["scan", "show", "2", option, *more, "--database", url])
        assert isinstance(refused.exception, ScannerError)


def test_runs_are_told_for_programs(url: str) -> None:
    """Newest first."""
    runs = told(url, "list")["runs"]
    assert [(run["id"], run["endpoints"], run["done"], run["vantage"]) for run in runs] == [
        (2, 3, 3, "internet"),
        (1, 2, 2, "internet"),
    ]


def test_a_long_host_is_whole_in_a_pipe(database: Engine) -> None:
    """However narrow the screen."""
    host = f"{'cong-dich-vu.' * 4}brvt.test"
    scanned(database, observation(verdict(), host=host, at=now()))
    shown = said(database.url.render_as_string(), "show", "1")
    assert shown.split().count(f"{host}:443") == 2
