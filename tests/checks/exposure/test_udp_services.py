"""exposure.udp_services."""

import pytest

from checks.exposure._udp_table import RISKS
from checks.facts import AddressUdp, NotTested, UdpAnswer, UdpFacts
from checks.facts.scans.udp import UdpState
from checks.model import Reason, Verdict
from scanner.probes.udp.probing import SERVICES
from tests.checks import builders

OTHER = "192.0.2.11"


def answer(service: str, state: UdpState = "open", **changes: object) -> UdpAnswer:
    """What one service answered."""
    return UdpAnswer.model_validate({"service": service, "port": 1, "state": state, "sent": 1, **changes})


def said(udp: UdpFacts | NotTested) -> Verdict:
    """The verdict."""
    return builders.verdict("exposure.udp_services", builders.facts(udp=udp))


@pytest.mark.parametrize(
    ("answers", "outcome", "severity"),
    [
        ([answer("snmp", "closed"), answer("dns", "guarded")], "pass", "high"),
        ([answer("snmp", "closed"), answer("dns", "silent")], "info", "high"),
        ([answer("snmp", "silent"), answer("dns", "silent")], "info", "high"),
        ([answer("snmp"), answer("dns", "silent")], "fail", "high"),
        ([answer("ntp_control")], "fail", "medium"),
        ([answer("ntp_control"), answer("memcached")], "fail", "critical"),
        ([answer("ipmi")], "fail", "critical"),
        ([answer("bacnet")], "fail", "critical"),
        ([answer("of_a_later_version")], "fail", "high"),
    ],
)
def test_who_serves_strangers_fails_and_silence_passes_nothing(
    answers: list[UdpAnswer], outcome: str, severity: str
) -> None:
    """The worst service decides how much it matters."""
    verdict = said(builders.udp(*answers))
    assert (verdict.outcome, verdict.severity) == (outcome, severity)


def test_silence_is_told_as_silence() -> None:
    """How many gave no answer, and which."""
    verdict = said(builders.udp(answer("snmp", "silent"), answer("dns", "closed")))
    assert "1 of 2 gave no answer" in verdict.summary.en
    assert (verdict.evidence["no_answer"], verdict.evidence["closed"]) == (["snmp"], ["dns"])


def test_one_address_that_serves_is_found_among_several() -> None:
    """The finding names it, with what it told and how much it multiplies."""
    snmp = answer("snmp", told="Switch 1", bytes_sent=40, bytes_received=100)
    addresses = (
        AddressUdp(address=builders.V4, answers=(answer("snmp", "closed"),)),
        AddressUdp(address=OTHER, answers=(snmp,)),
    )
    verdict = said(UdpFacts(addresses=addresses))
    assert verdict.outcome == "fail"
    assert verdict.evidence["services"] == [
        {
            "address": OTHER,
            "port": 1,
            "service": "SNMP (community public) (UDP)",
            "version": "Switch 1",
            "amplification": 2.5,
        }
    ]


@pytest.mark.parametrize(
    "entry",
    [
        AddressUdp(address=OTHER, answers=(answer("dns", "closed"),), unasked=("snmp",)),
        AddressUdp(address=OTHER, failure=NotTested(reason=Reason.NO_IPV6_HERE, detail="no route")),
    ],
)
def test_what_was_not_asked_passes_nothing(entry: AddressUdp) -> None:
    """Neither a service for which there was no time, nor an address that cannot be reached."""
    closed = AddressUdp(address=builders.V4, answers=(answer("snmp", "closed"),))
    assert said(UdpFacts(addresses=(closed, entry))).outcome == "not_tested"


def test_without_permission_nothing_is_told() -> None:
    """As the probe says."""
    refused = NotTested(reason=Reason.NOT_PERMITTED, detail="UDP")
    assert said(refused).reason is Reason.NOT_PERMITTED


def test_every_service_of_the_probe_has_its_words() -> None:
    """And none is in the table that nobody asks."""
    assert {service.name for service in SERVICES} == set(RISKS)
