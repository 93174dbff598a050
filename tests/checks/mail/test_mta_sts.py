"""mail.mta_sts: the record, the file, and whether both fit the domain's servers."""

from typing import Any

import pytest

from checks.facts import Exchange, NotTested, Visit
from checks.model import Reason, Verdict
from tests.checks import builders
from tests.checks.mail import domains
from tests.checks.mail.domains import DOMAIN

RECORD = "TXT v=STSv1; id=20260101T000000;"
FILE = "version: STSv1\r\nmode: enforce\r\nmx: mail.example.test\r\nmx: *.backup.test\r\nmax_age: 604800\r\n"
URL = "https://mta-sts.example.test/.well-known/mta-sts.txt"


def visit(body: str = FILE, **changes: Any) -> Visit:
    """The file as a web server gives it."""
    fields = {
        "url": URL,
        "status": 200,
        "headers": (("content-type", "text/plain"),),
        "body": body,
        **changes,
    }
    return Visit(origin=URL, address="192.0.2.1", exchanges=(Exchange(**fields),), end="answered")


def failed(reason: Reason) -> Visit:
    """A visit that came to nothing."""
    return Visit(origin=URL, address="192.0.2.1", end="failed", failure=NotTested(reason=reason))


def verdict(
    policy: Visit | NotTested | None,
    *records: str,
    exchanges: tuple[str, ...] = ("mail.example.test",),
    host: tuple[str, ...] = ("A 192.0.2.1",),
) -> Verdict:
    """Of a domain with these records at ``_mta-sts``."""
    zone = {
        DOMAIN: tuple(f"MX 10 {name}" for name in exchanges),
        "_mta-sts.example.test": records or (RECORD,),
        "mta-sts.example.test": host,
    }
    return builders.verdict("mail.mta_sts", builders.facts(mail=domains.published(zone, sts_policy=policy)))


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        (FILE, []),
        (FILE.replace("\r\n", "\n"), []),
        (FILE.replace("enforce", "testing"), []),
        ("version: STSv1\nmode: none\nmax_age: 0\n", []),
        (FILE + "extra: thing\n\n", []),
        (FILE.replace("STSv1", "STSv2"), ["bad_version"]),
        (FILE.replace("enforce", "strict"), ["bad_mode"]),
        (FILE.replace("604800", "1 week"), ["bad_max_age"]),
        (FILE.replace("604800", "31557601"), ["bad_max_age"]),
        (FILE.replace("mx: *.backup.test", "mx: *.*.test"), ["bad_mx"]),
        ("version: STSv1\nmode: enforce\nmax_age: 1\n", ["bad_mx"]),
        (FILE + "nonsense\n", ["bad_line"]),
        ("<html>", ["bad_version", "bad_mode", "bad_max_age", "bad_mx", "bad_line"]),
        ("", ["bad_version", "bad_mode", "bad_max_age", "bad_mx"]),
    ],
)
def test_the_file(body: str, problems: list[str]) -> None:
    """RFC 8461, 3.2."""
    found = verdict(visit(body))
    assert (found.outcome, found.evidence["problems"]) == ("info", problems)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"status": 404}, "no_file"),
        ({"status": 301, "headers": (("location", "https://elsewhere.test/"),)}, "redirect"),
        ({"headers": (("content-type", "text/html"),)}, "not_text_plain"),
    ],
)
def test_how_the_file_is_served(changes: dict[str, Any], problem: str) -> None:
    """RFC 8461, 3.2 and 3.3: at its place, as plain text, without a redirect."""
    assert verdict(visit(**changes)).evidence["problems"] == [problem]


@pytest.mark.parametrize(
    ("records", "problems"),
    [
        (("TXT v=STSv1; id=1",), []),
        (("TXT v=STSv1; id=",), ["bad_id"]),
        (("TXT v=STSv1; id=a-b",), ["bad_id"]),
        (("TXT v=STSv1;",), ["bad_id"]),
        (("TXT v=STSv1; id=1", "TXT v=STSv1; id=2"), ["several_records"]),
    ],
)
def test_the_record(records: tuple[str, ...], problems: list[str]) -> None:
    """RFC 8461, 3.1."""
    assert verdict(visit(), *records).evidence["problems"] == problems


@pytest.mark.parametrize(
    ("exchange", "left_out"),
    [
        ("mail.example.test", []),
        ("a.backup.test", []),
        ("backup.test", ["backup.test"]),
        ("a.b.backup.test", ["a.b.backup.test"]),
        ("other.test", ["other.test"]),
    ],
)
def test_servers_that_the_policy_leaves_out(exchange: str, left_out: list[str]) -> None:
    """RFC 8461, 4.1: an asterisk stands for one label."""
    found = verdict(visit(), exchanges=(exchange,))
    assert (found.outcome, found.evidence["not_covered"]) == ("info", left_out)
    assert (exchange in found.summary.en) == bool(left_out)


def test_a_domain_that_does_not_use_it() -> None:
    """That is information; without mail it does not apply."""
    assert verdict(None, "TXT v=STSv2; id=1").summary.en == "The domain does not use MTA-STS."
    assert verdict(None, exchanges=(".",)).outcome == "not_applicable"


@pytest.mark.parametrize(
    ("policy", "host", "outcome"),
    [
        (failed(Reason.UNTRUSTED), ("A 192.0.2.1",), "info"),
        (None, (), "info"),
        (failed(Reason.TIMEOUT), ("A 192.0.2.1",), "not_tested"),
        (NotTested(reason=Reason.PRIVATE_ADDRESS), ("A 192.0.2.1",), "not_tested"),
        (None, ("SERVFAIL A",), "not_tested"),
        (None, ("A 192.0.2.1",), "not_tested"),
    ],
)
def test_a_file_that_nobody_can_get(
    policy: Visit | NotTested | None, host: tuple[str, ...], outcome: str
) -> None:
    """No certificate and no host are facts; silence is none."""
    assert verdict(policy, host=host).outcome == outcome
