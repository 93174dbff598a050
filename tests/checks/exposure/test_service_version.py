"""exposure.service_version."""

from datetime import UTC, datetime

import pytest

from checks.facts import AddressPorts, Facts, HttpFacts, NotTested, OpenPort, PortFacts
from checks.judging import judge
from checks.model import Reason, Verdict
from checks.profile import load
from checks.registry import get
from tests.checks import builders

CHECK = "exposure.service_version"
DAY = datetime(2026, 11, 27, tzinfo=UTC)


def said(
    *headers: tuple[str, str], body: str = "", ports: PortFacts | NotTested | None = None, day: datetime = DAY
) -> Verdict:
    """The verdict on a site with these headers and this page, and on these ports."""
    page = builders.exchange(headers=headers, body=body)
    visit = builders.visit(page)
    http = HttpFacts(https=visit)
    facts: Facts = builders.facts(http=http, ports=ports or builders.ports())
    (verdict,) = judge(facts, [get(CHECK)], load(), day)
    return verdict


@pytest.mark.parametrize(
    ("headers", "outcome"),
    [
        ([("server", "nginx")], "pass"),
        ([("server", "nginx/1.30.1")], "pass"),
        ([("server", "nginx/1.10.3")], "fail"),
        ([("server", "nginx/1.10.3 (Ubuntu)")], "warn"),
        ([("server", "nginx/1.22.1")], "warn"),  # Debian 12 ships it, and does not say so
        ([("server", "nginx/0.8.54")], "fail"),  # before the oldest that is listed
        ([("server", "nginx/99.1")], "pass"),
        ([("server", "Apache/2.4.6 (CentOS) OpenSSL/1.0.2k-fips PHP/5.4.16")], "warn"),
        ([("server", "Apache/2.2.15")], "fail"),
        ([("server", "Apache/2.4.57")], "pass"),
        ([("server", "Apache/2.4.57 (Debian)")], "pass"),
        ([("server", "Apache"), ("x-powered-by", "PHP/5.6.40")], "fail"),
        ([("server", "Apache/2.4.29 (Ubuntu)"), ("x-powered-by", "PHP/5.6.40")], "warn"),
        ([("x-powered-by", "PHP/7.4.3-4ubuntu2.18")], "warn"),
        ([("x-powered-by", "PHP/8.4.2")], "pass"),
        ([("server", "Microsoft-IIS/6.0")], "fail"),
        ([("server", "Microsoft-IIS/7.5")], "fail"),
        ([("server", "Microsoft-IIS/8.5")], "fail"),
        ([("server", "Microsoft-IIS/10.0")], "pass"),
        ([("x-aspnet-version", "4.0.30319")], "pass"),
        ([("x-aspnet-version", "1.1.4322")], "fail"),
        ([("microsoftsharepointteamservices", "15.0.0.4569")], "fail"),
        ([("microsoftsharepointteamservices", "16.0.0.10337")], "pass"),
        ([("x-owa-version", "15.1.2507.6")], "fail"),
        ([("server", "Apache-Coyote/1.1")], "pass"),
        ([("server", "mod_jk/1.2.37")], "pass"),
        ([("via", "1.1 proxy.example.test (squid/3.5.20)")], "fail"),
        ([("x-generator", "Drupal 7 (https://www.drupal.org)")], "fail"),
        ([("x-generator", "Drupal 8")], "fail"),
        ([("x-generator", "Drupal 11")], "pass"),
    ],
)
def test_a_version_that_is_over_is_a_finding(headers: list[tuple[str, str]], outcome: str) -> None:
    """Where a distribution may maintain it, whether it says so or not, a warning."""
    verdict = said(*headers)
    assert verdict.outcome == outcome
    assert verdict.severity == ("low" if outcome == "warn" else "medium")


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ('<meta name="generator" content="WordPress 4.1.2">', "fail"),
        ('<meta name="generator" content="WordPress">', "pass"),
        ('<meta name="generator" content="Joomla! 2.5 - Open Source Content Management">', "fail"),
        ('<meta name="generator" content="Joomla! - Open Source Content Management">', "pass"),
        ('<script src="/js/jquery-1.12.4.min.js"></script>', "fail"),
        ('<script src="/js/jquery-3.7.1.min.js"></script>', "pass"),
        ('<script src="/js/jquery-ui-1.12.1.min.js"></script>', "pass"),
        ("<p>Hướng dẫn gỡ jquery-1.12.4.js, WordPress 4.1, PHP/5.3.3</p>", "pass"),
    ],
)
def test_what_the_page_is_made_with(body: str, outcome: str) -> None:
    """Its generator and its scripts; a text that speaks of a version is none."""
    assert said(body=body).outcome == outcome


@pytest.mark.parametrize(
    ("product", "version", "outcome"),
    [
        ("OpenSSH", "5.3", "warn"),
        ("OpenSSH", "7.4", "warn"),
        ("OpenSSH", "9.2p1 Debian 2", "pass"),
        ("MySQL", "5.7.40", "fail"),
        ("MySQL", "5.5.5-10.2.44-MariaDB", "fail"),
        ("MySQL", "5.5.5-11.4.2-MariaDB", "pass"),
        ("PostgreSQL DB", "9.6.0 or later", "pass"),
        ("vsftpd", "2.3.4", "warn"),
        ("vsftpd", "3.0.3", "pass"),
        ("ProFTPD", "1.3.5", "fail"),
        ("Exim smtpd", "4.92", "fail"),
        ("Exim smtpd", "4.96", "warn"),
        ("Microsoft SQL Server 2008 R2", "10.50.4000", "fail"),
        ("Redis key-value store", "5.0.7", "fail"),
        ("Apache Tomcat", "7.0.76", "fail"),
        ("Dahua webcam httpd", "1.0", "pass"),
    ],
)
def test_what_a_service_scan_names(product: str, version: str, outcome: str) -> None:
    """By nmap's names; a guess within a range tells nothing."""
    port = OpenPort(port=4000, service="x", product=product, version=version, identified=True)
    verdict = said(ports=builders.ports(port))
    assert verdict.outcome == outcome


def test_the_day_decides() -> None:
    """The same facts, before and after the end."""
    server = ("x-powered-by", "PHP/8.1.20")
    assert said(server, day=datetime(2025, 12, 30, tzinfo=UTC)).outcome == "pass"
    assert said(server, day=datetime(2026, 1, 1, tzinfo=UTC)).outcome == "fail"


def test_paid_updates_are_uncertain_as_long_as_they_run() -> None:
    """Windows Server 2012: extended updates until 13/10/2026."""
    server = ("server", "Microsoft-IIS/8.0")
    assert said(server, day=datetime(2026, 10, 1, tzinfo=UTC)).outcome == "warn"
    assert said(server, day=datetime(2026, 10, 14, tzinfo=UTC)).outcome == "fail"


def test_the_evidence_names_the_software() -> None:
    """With its CPE, where it was told, and since when it is over."""
    (one,) = list(said(("server", "nginx/1.10.3")).evidence["software"])  # type: ignore[arg-type]
    assert one == {
        "name": "nginx 1.10.3",
        "where": "server",
        "banner": "nginx/1.10.3",
        "cpe": "cpe:2.3:a:f5:nginx:1.10.3:*:*:*:*:*:*:*",
        "ended": "2017-04-12",
        "perhaps": None,
    }


MISSING = NotTested(reason=Reason.NOT_PERMITTED, detail="ports")


def test_without_a_port_scan_nothing_is_passed_and_a_finding_stands() -> None:
    """What the pages tell is told; that nothing else is over is not."""
    assert said(("server", "nginx/1.10.3"), ports=MISSING).outcome == "fail"
    verdict = said(("server", "nginx"), ports=MISSING)
    assert (verdict.outcome, verdict.reason) == ("not_tested", "not_permitted")


def test_ports_not_tried_pass_nothing() -> None:
    """The services behind them may be old."""
    cut = AddressPorts(address=builders.V4, left="3306")
    ports = PortFacts(addresses=(cut,), ports_tried=10, asked="1-10,3306")
    assert said(("server", "nginx"), ports=ports).outcome == "not_tested"
