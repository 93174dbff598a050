"""The report as data."""

from datetime import date, timedelta
from functools import cache

import pytest

from checks.model import Outcome, Severity
from inventory.model import Endpoint, Inventory, Organization, Text
from inventory.targets.evaluation import IndicatorValue
from reports.assembly.building import build_report
from reports.model import Report, TargetState
from reports.source import ApprovalLine, ApprovalStage, PlanState
from tests.reports import sample

TITLE = Text(vi="Chỉ tiêu", en="Target")


@cache
def built() -> Report:
    """The sample's report."""
    return build_report(sample.source())


def test_the_same_source_gives_the_same_report() -> None:
    """Pure: nothing else is read, whatever the order of the observations."""
    turned = sample.source(observations=sample.observations()[::-1])
    assert build_report(turned) == built()


def test_causes_come_by_severity_then_by_the_systems_they_mend() -> None:
    """The shared host's finding stands before the same one elsewhere; every system is counted once."""
    causes = built().causes
    order = [(-cause.severity.rank, -len(cause.systems)) for cause in causes]
    assert order == sorted(order)
    high = [cause for cause in causes if cause.severity is Severity.HIGH]
    assert (high[0].host, len(high[0].systems)) == (sample.SHARED, 14)
    assert all(len(set(cause.systems)) == len(cause.systems) for cause in causes)


def test_one_cause_a_check_and_host_even_on_two_ports() -> None:
    """Two ports of a host with the same finding are one cause, which mends the systems of both."""
    first = sample.system(1, endpoints=(Endpoint(host="a.brvt.test"),))
    second = sample.system(2, endpoints=(Endpoint(host="a.brvt.test", https_port=8443),))
    bad = sample.verdict("tls.protocols", Outcome.FAIL, severity=Severity.HIGH)
    seen = [sample.observation("a.brvt.test", bad), sample.observation("a.brvt.test", bad)]
    other_port = seen[1].target.model_copy(update={"https_port": 8443})
    seen[1] = seen[1].model_copy(update={"target": other_port})
    report = build_report(
        sample.source(inventory=Inventory(systems=(first, second)), observations=tuple(seen))
    )
    assert [(cause.check, cause.systems) for cause in report.causes] == [
        ("tls.protocols", ("HT-001", "HT-002"))
    ]
    assert report.shared_hosts[0].systems == ("HT-001", "HT-002")


def test_agencies_are_ranked_best_first_and_equals_share_a_rank() -> None:
    """By share approved, compliant, labelled, then fewest serious findings."""
    owners = tuple(Organization(code=code, name=code) for code in ("A", "B", "C"))
    systems = tuple(
        sample.system(number, owner=owner, operator=None, endpoints=(), is_portal=False)
        for number, owner in ((1, "A"), (2, "B"), (3, "C"), (4, "C"))
    )
    approved = ApprovalLine(stage=ApprovalStage.APPROVED)
    source = sample.source(
        inventory=Inventory(organizations=owners, systems=systems),
        approvals={"HT-001": approved, "HT-002": approved, "HT-003": approved},
        observations=(),
    )
    lines = build_report(source).agencies
    assert [(line.organization.code, line.rank, line.approved) for line in lines] == [
        ("A", 1, 1),
        ("B", 1, 1),
        ("C", 3, 1),
    ]


def test_an_agencys_findings_count_each_endpoint_once() -> None:
    """Two systems on one host share its findings; the agency has them once."""
    shared = tuple(sample.system(number, owner="SYT", operator=None) for number in (1, 2))
    inventory = Inventory(
        systems=tuple(one.model_copy(update={"endpoints": one.endpoints[:1]}) for one in shared)
    )
    (line,) = build_report(sample.source(inventory=inventory)).agencies
    assert line.findings.high == 1


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"missing": 0, "deadline": date(2020, 1, 1)}, TargetState.MET),
        ({"missing": 1, "deadline": sample.AS_OF - timedelta(days=1)}, TargetState.OVERDUE),
        ({"missing": 1, "deadline": sample.AS_OF}, TargetState.PENDING),
        ({"missing": 1, "deadline": None}, TargetState.PENDING),
        ({"missing": 0, "numerator": 0, "denominator": 0, "percent": None}, TargetState.NO_DATA),
    ],
)
def test_a_target_is_met_pending_overdue_or_without_data(
    changes: dict[str, object], state: TargetState
) -> None:
    """A deadline holds through its last day; nothing counted is nothing met."""
    value: IndicatorValue = sample.indicator(11, "approved", TITLE, **changes)
    report = build_report(sample.source(indicators=(value,)))
    assert report.targets[0].state is state
    assert report.headline.met == (state is TargetState.MET)


def test_contradicted_claims_are_shown_and_the_target_without_them() -> None:
    """Two of the sample's three claims are against the evidence; both count in the official figure."""
    report = built()
    assert [(one.system, one.counted) for one in report.contradicted] == [("HT-020", True), ("HT-002", True)]
    reviewed = next(card.reviewed for card in report.targets if card.value.key == "compliant")
    assert reviewed is not None
    assert (reviewed.numerator, reviewed.denominator, reviewed.percent, reviewed.excluded) == (1, 31, 3.2, 2)
    assert {system.code for system in report.systems if system.contradicted} == {"HT-002", "HT-020"}


def test_a_claim_without_approval_is_reviewed_but_was_never_counted() -> None:
    """It is not in the numerator, so it can't leave it."""
    claim = {"HT-004": ApprovalLine(plan=PlanState.FULL)}
    (found,) = build_report(sample.source(approvals=claim)).contradicted
    assert (found.system, found.counted) == ("HT-004", False)


def test_what_was_not_tested_is_grouped_by_reason_and_never_counted_as_a_finding() -> None:
    """Each reason with its hosts; the verdicts add up."""
    report = built()
    told = {group.reason.value: (group.verdicts, len(group.hosts)) for group in report.not_tested}
    assert told == {"timeout": (24, 2), "not_permitted": (3, 3), "no_ipv6_here": (1, 1)}
    assert not {cause.host for cause in report.causes} & {"ht23.brvt.test", "ht24.brvt.test"}


def test_coverage_tells_what_was_never_looked_at() -> None:
    """Endpoints of which nothing could be told, systems without endpoint, and the connections it took."""
    seen = built().coverage
    told = [
        one for one in sample.observations() if any(v.outcome is not Outcome.NOT_TESTED for v in one.verdicts)
    ]
    assert (seen.systems, seen.systems_with_endpoints, seen.systems_scanned) == (31, 27, 24)
    assert (seen.endpoints, seen.endpoints_scanned) == (28, len(told))
    assert len(seen.never_scanned) == 3
    assert "HT-027" in [system.code for system in seen.never_scanned]
    assert [system.code for system in seen.without_endpoints] == ["HT-028", "HT-029", "HT-030", "HT-031"]
    assert seen.connections_total == 27 * 41


def test_ipv6_states_add_up_to_the_systems_in_operation() -> None:
    """Each system is in one state."""
    counts = {line.state.value: len(line.systems) for line in built().ipv6}
    assert sum(counts.values()) == 31
    assert counts["not_applicable"] == 4


def test_decommissioned_systems_are_left_out_and_future_ones_not_counted() -> None:
    """By the inventory's date or by an event; a system that starts later is shown, and not ranked."""
    day = sample.AS_OF
    systems = (
        sample.system(1, decommissioned=day),
        sample.system(2),
        sample.system(3, in_operation_since=day + timedelta(days=1)),
        sample.system(4, decommissioned=day + timedelta(days=1)),
    )
    inventory = sample.inventory().model_copy(update={"systems": systems})
    gone = {"HT-002": ApprovalLine(decommissioned=True)}
    report = build_report(sample.source(inventory=inventory, approvals=gone))
    assert [(system.code, system.in_operation) for system in report.systems] == [
        ("HT-003", False),
        ("HT-004", True),
    ]
    assert sum(line.systems for line in report.agencies) == 1


def test_observations_outside_the_inventory_are_left_out() -> None:
    """An endpoint that the inventory no longer has is in no figure."""
    stray = sample.observation("gone.test", sample.verdict("tls.protocols", Outcome.FAIL))
    report = build_report(sample.source(observations=(*sample.observations(), stray)))
    assert report == built()


def test_nothing_at_all_makes_a_report() -> None:
    """An empty inventory on its first day."""
    report = build_report(sample.source(inventory=Inventory(), indicators=(), approvals={}, observations=()))
    assert report.headline.state is TargetState.NO_DATA
    assert not any([report.systems, report.endpoints, report.causes])
