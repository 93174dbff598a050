"""reports.evidence.ipv6_agencies, and where it is shown."""

from datetime import date

import pytest

from checks.model import Language
from inventory.acting import Acting
from inventory.model import Inventory, Organization, OrganizationKind, System
from inventory.targets.programme import ProgrammeStep, ipv6_programme
from reports.assembly.building import build_report
from reports.evidence.ipv6_agencies import by_agency
from reports.html.page import render_html
from reports.model import Ipv6State
from reports.sentences.phrases import programme_step
from reports.text.locale import load
from tests.reports import sample

DAY = date(2026, 6, 1)


def system(code: str, owner: str) -> System:
    """A system in operation."""
    return System(code=code, name=code, owner=owner, in_operation_since=date(2020, 1, 1))


def test_each_agency_has_every_state() -> None:
    """By name; what has no state, and who has nothing else, is left out."""
    bodies = [("B", "Sở Y tế"), ("A", "Sở Tài chính"), ("C", "Sở Nội vụ")]
    inventory = Inventory(
        organizations=tuple(
            Organization(code=code, name=name, kind=OrganizationKind.DEPARTMENT) for code, name in bodies
        ),
        systems=(system("1", "B"), system("2", "B"), system("3", "A"), system("4", "C")),
    )
    states = {"1": Ipv6State.NONE, "2": Ipv6State.NONE, "3": Ipv6State.OPERATIONAL}
    lines = by_agency(inventory, DAY, Acting.OWNER, states)
    assert [line.agency.name for line in lines] == ["Sở Tài chính", "Sở Y tế"]
    assert [line.counts[Ipv6State.NONE] for line in lines] == [0, 2]
    assert all(line.counts.keys() == set(Ipv6State) for line in lines)


def test_the_agencies_add_up_to_the_states() -> None:
    """The same systems, told twice."""
    report = build_report(sample.source())
    for line in report.ipv6:
        assert sum(one.counts[line.state] for one in report.ipv6_agencies) == len(line.systems)


def test_a_scanner_without_ipv6_is_told() -> None:
    """How many endpoints wait for one that has it."""
    report = build_report(sample.source())
    waiting = [
        endpoint
        for endpoint in report.endpoints
        if any(verdict.reason == "no_ipv6_here" for verdict in endpoint.verdicts)
    ]
    assert report.coverage.without_ipv6 == len(waiting) == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", ("theo trạng thái IPv6 của từng cơ quan", "Máy quét không có IPv6", "đến 31/12/2030")),
        ("en", ("by agency", "no working IPv6", "by 2030-12-31")),
    ],
)
def test_the_page_tells_agencies_dates_and_the_scanner(language: Language, words: tuple[str, ...]) -> None:
    """In the part about IPv6; dates that nobody has read at their source are marked."""
    page = render_html(build_report(sample.source()), language)
    part = page.partition('<section id="ipv6"')[2].partition("</section>")[0]
    for text in (*words, "3369/QĐ-BKHCN", "38/QĐ-BTTTT (2021)", "Sở Nội vụ"):
        assert text in part
    assert part.count(load(language).t("report.to_verify")) == len(ipv6_programme())


def test_the_programme_is_from_secondary_sources() -> None:
    """Until somebody reads the decisions themselves, no date is told as certain."""
    assert [(step.decision, step.until.year) for step in ipv6_programme()] == [
        ("38/QĐ-BTTTT", 2025),
        ("3369/QĐ-BKHCN", 2030),
        ("3369/QĐ-BKHCN", 2030),
    ]
    assert not any(step.verified for step in ipv6_programme())


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "Works, by 2030-12-31 (Decision 1/QĐ)"),
        ({"year": 2021}, "Works, by 2030-12-31 (Decision 1/QĐ (2021))"),
        ({"begins": date(2026, 1, 1)}, "Works, from 2026-01-01 to 2030-12-31 (Decision 1/QĐ)"),
        ({"most_percent": 90}, "Works 90%, by 2030-12-31 (Decision 1/QĐ)"),
        ({"least_percent": 90, "most_percent": 100}, "Works 90–100%, by 2030-12-31 (Decision 1/QĐ)"),
    ],
)
def test_a_step_is_one_sentence(changes: dict[str, object], told: str) -> None:
    """What, how much, by when, and who says so."""
    fields = {
        "decision": "1/QĐ",
        "text": {"vi": "Hoạt động", "en": "Works"},
        "until": date(2030, 12, 31),
        "verified": True,
    }
    assert programme_step(ProgrammeStep.model_validate(fields | changes), load("en")) == told
