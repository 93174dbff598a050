"""dns.dangling."""

import tomllib

import pytest

from checks.data import table_text
from checks.dns._claimable import claimable
from checks.facts import Absent, NotTested, Part, RecordTarget, Unseen
from checks.model import Reason
from tests.checks import builders

LOST = (Unseen(part=Part.ZONE_TARGETS, reason=Reason.DNS_FAILURE, detail="MX mail.a.vn"),)


def target(text: str) -> RecordTarget:
    """For example "CNAME a.test gone"."""
    kind, name, state = text.split()
    return RecordTarget.model_validate({"kind": kind, "name": name, "state": state})


@pytest.mark.parametrize(
    ("targets", "unseen", "outcome", "severity"),
    [
        (("NS ns1.a.vn exists", "MX mail.a.vn exists"), (), "pass", "medium"),
        ((), (), "pass", "medium"),
        (("CNAME old.a.vn gone",), (), "fail", "medium"),
        (("NS ns1.a.vn exists", "NS ns2.b.vn gone"), (), "fail", "medium"),
        (("MX mail.gone.vn unregistered",), (), "fail", "high"),
        (("NS ns1.gone.vn unregistered", "CNAME old.a.vn gone"), (), "fail", "high"),
        (("CNAME portal.azurewebsites.net gone",), (), "fail", "high"),
        (("CNAME azurewebsites.net gone",), (), "fail", "medium"),
        (("CNAME portal.azurefd.net gone",), (), "fail", "high"),
        (("CNAME portal-mdjf2jfgjf82mnzx.z01.azurefd.net gone",), (), "fail", "medium"),  # nobody's to take
        (("CNAME portal.cloudapp.net gone",), (), "fail", "medium"),  # disputed
        (("CNAME portal.azurewebsites.net exists",), (), "pass", "medium"),
        (("NS ns1.a.vn exists",), LOST, "not_tested", "medium"),
        (("CNAME old.a.vn gone",), LOST, "fail", "medium"),
    ],
)
def test_every_target_exists(
    targets: tuple[str, ...], unseen: tuple[Unseen, ...], outcome: str, severity: str
) -> None:
    """One that does not is a finding, and a grave one where a stranger could take the name."""
    zone = builders.zone(targets=tuple(map(target, targets)), unseen=unseen)
    verdict = builders.verdict("dns.dangling", builders.facts(zone=zone))
    assert (verdict.outcome, verdict.severity) == (outcome, severity)
    gone = [text.rpartition(" ")[0] for text in targets if not text.endswith("exists")]
    assert [text for text in gone if text not in verdict.summary.vi or text not in verdict.summary.en] == []


def test_a_service_is_named_with_the_day_of_its_table() -> None:
    """Whoever reads the finding sees by which table the name may be taken."""
    zone = builders.zone(targets=(target("CNAME x.y.cloudapp.azure.com gone"),))
    evidence = builders.verdict("dns.dangling", builders.facts(zone=zone)).evidence
    assert (evidence["service"], evidence["table"]) == (["cloudapp.azure.com"], claimable().date)


def test_a_zone_that_could_not_be_asked_is_not_judged() -> None:
    """The reason is the probe's."""
    silent = NotTested(reason=Reason.TIMEOUT, detail="the endpoint's deadline passed")
    verdict = builders.verdict("dns.dangling", builders.facts(zone=silent))
    assert (verdict.outcome, verdict.reason) == ("not_tested", "timeout")


def test_an_address_has_no_zone() -> None:
    """Of what was typed as an address nothing is told."""
    about = builders.facts(zone=Absent(detail="the target is an address, which has no name"))
    assert builders.verdict("dns.dangling", about).outcome == "not_applicable"


def test_every_service_names_its_source_and_day() -> None:
    """What is said of others' services can be looked up, and is told as sure only where a source says it."""
    rows = tomllib.loads(table_text("checks.dns", "claimable"))["services"]
    assert all(row["source"].startswith("https://") and row["read"].year >= 2026 for row in rows)
    assert {row["confidence"] for row in rows} == {"confirmed", "disputed", "refuted"}
    assert len({row["suffix"] for row in rows}) == len(rows)
