"""Waived findings in the report: there still, told apart, and never passed."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from selectolax.lexbor import LexborHTMLParser

from checks.model import Outcome
from reports.assembly.building import build_report
from reports.html.page import render_html
from reports.json_report import render_json
from reports.model import CauseGroup, Report, SystemView
from reports.text.locale import load
from reports.xlsx import render_xlsx
from scanner.waivers.model import Waiver
from tests.reports import sample, waiving

ALL_SHARING = range(1, 15)
PLACES = [
    (code.code, seen, verdict.check)
    for seen in sample.observations()
    for verdict in seen.verdicts
    if verdict.is_finding
    for code in sample.inventory().systems
    if seen.key in {endpoint.key for endpoint in code.endpoints}
]


@cache
def plain() -> Report:
    """The sample's report without any waiver."""
    return build_report(sample.source())


def built(*waivers: Waiver, as_of: date = sample.AS_OF) -> Report:
    """The sample's report with these waivers."""
    return build_report(sample.source(waivers=waivers, as_of=as_of))


def system(report: Report, code: str) -> SystemView:
    """One system of a report."""
    return next(one for one in report.systems if one.code == code)


def old_tls(report: Report) -> CauseGroup:
    """The cause on the shared host that the tests waive."""
    found = [one for one in report.causes if one.check == waiving.OLD_TLS and one.host == sample.SHARED]
    assert len(found) == 1
    return found[0]


def test_a_waived_finding_is_counted_apart_for_its_system_alone() -> None:
    """HT-002 has one open finding less and one waived; the others that share the host have what they had."""
    report = built(*waiving.shared(2))
    before, after = (system(one, "HT-002").findings for one in (plain(), report))
    assert (after.high, after.waived, after.total) == (before.high - 1, 1, before.total - 1)
    assert system(report, "HT-001").findings == system(plain(), "HT-001").findings


def test_a_cause_waived_in_part_stays_where_it_was() -> None:
    """Thirteen systems are still to be mended; the one is named with its waiver."""
    cause = old_tls(built(*waiving.shared(2)))
    assert [(one.system, one.waiver) for one in cause.waivers] == [("HT-002", 2)]
    assert not cause.waived
    assert (len(cause.systems), len(cause.open_systems)) == (14, 13)


def test_a_cause_waived_for_all_comes_last() -> None:
    """It leaves the work list, and not the report."""
    report = built(*waiving.shared(*ALL_SHARING))
    assert report.causes[-1] == old_tls(report)
    assert report.causes[-1].waived
    assert old_tls(report).open_systems == ()
    assert {cause.check for cause in report.causes} == {cause.check for cause in plain().causes}


def test_totals_say_how_many_are_waived() -> None:
    """By family, by check and by agency; open and waived add up to what there was."""
    report = built(*waiving.shared(*ALL_SHARING))
    tls, before = (next(line for line in one.families if line.family == "tls") for one in (report, plain()))
    assert (tls.findings.waived, tls.findings.total) == (1, before.findings.total - 1)
    (line,) = [one for one in report.problems if one.check == waiving.OLD_TLS]
    (was,) = [one for one in plain().problems if one.check == waiving.OLD_TLS]
    assert (line.waived, line.endpoints) == (1, was.endpoints - 1)
    assert sum(agency.findings.waived for agency in report.agencies) == 10  # each owner has the shared host


@pytest.mark.parametrize(
    ("as_of", "is_waived"),
    [
        (waiving.GIVEN - timedelta(days=1), False),
        (waiving.GIVEN, True),
        (sample.AS_OF, True),
        (waiving.UNTIL, True),
        (waiving.UNTIL + timedelta(days=1), False),
    ],
)
def test_a_report_of_a_day_shows_the_waivers_of_that_day(as_of: date, *, is_waived: bool) -> None:
    """From the day on which it was given, through its last."""
    report = built(*waiving.shared(2), as_of=as_of)
    assert bool(old_tls(report).waivers) is is_waived
    assert [one.number for one in report.waivers] == ([2] if is_waived else [])


def test_other_evidence_lets_a_waiver_lapse_and_the_report_says_so() -> None:
    """The finding is open again; the waiver is told of as lapsed."""
    seen = waiving.seen(sample.SHARED)
    changed = seen.model_copy(
        update={
            "verdicts": tuple(
                verdict.model_copy(update={"evidence": {"accepted": "SSL 3"}})
                if verdict.check == waiving.OLD_TLS
                else verdict
                for verdict in seen.verdicts
            )
        }
    )
    others = [one for one in sample.observations() if one.key != seen.key]
    report = build_report(sample.source(waivers=waiving.shared(2), observations=(*others, changed)))
    assert old_tls(report).waivers == ()
    assert [one.state for one in report.waivers] == ["evidence_changed"]
    told = load("vi").t("waiver.lapsed", number=2, check=waiving.OLD_TLS, system=sample.NAMES[1])
    assert told in render_html(report)


def test_a_waiver_of_a_system_that_is_gone_is_not_told_of() -> None:
    """A decommissioned system is in no part of the report."""
    systems = tuple(one for one in sample.inventory().systems if one.code != "HT-002")
    inventory = sample.inventory().model_copy(update={"systems": systems})
    report = build_report(sample.source(waivers=waiving.shared(2), inventory=inventory))
    assert report.waivers == ()
    assert render_html(report)


@settings(max_examples=25)
@given(st.sets(st.sampled_from(range(len(PLACES))), max_size=60))
def test_waivers_move_findings_and_never_lose_or_pass_one(chosen: set[int]) -> None:
    """Outcomes stay as they are; for every system open and waived add up to what there was."""
    waivers = [
        waiving.waiver(number, code, seen, check)
        for number, (code, seen, check) in enumerate((PLACES[place] for place in sorted(chosen)), start=1)
    ]
    report = built(*waivers)
    assert _outcomes(report) == _outcomes(plain())
    for after, before in zip(report.systems, plain().systems, strict=True):
        assert after.findings.total + after.findings.waived == before.findings.total
    waived = Counter(code for code, _, _ in (PLACES[place] for place in chosen))
    assert {one.code: one.findings.waived for one in report.systems if one.findings.waived} == waived
    assert sorted((one.check, one.host) for one in report.causes) == sorted(
        (one.check, one.host) for one in plain().causes
    )


def _outcomes(report: Report) -> Counter[Outcome]:
    return Counter(verdict.outcome for one in report.endpoints for verdict in one.verdicts)


def test_waived_evidence_contradicts_no_claim_and_is_told_of() -> None:
    """HT-002's one contradicting finding is waived: not to be reviewed, it stands in a list of its own."""
    report = built(*waiving.shared(2))
    assert [one.system for one in report.contradicted] == ["HT-020"]
    (excused,) = report.excused
    assert (excused.system, excused.counted) == ("HT-002", True)
    assert [one.waiver for one in excused.evidence] == [2]
    assert not system(report, "HT-002").contradicted


def test_evidence_that_is_not_waived_still_contradicts() -> None:
    """HT-020 has three contradicting findings; the waived one comes last of them."""
    at = waiving.seen("ht20.brvt.test")
    report = built(waiving.waiver(1, "HT-020", at, "cert.expiry"))
    found = next(one for one in report.contradicted if one.system == "HT-020")
    assert [(one.verdict.check, one.waiver) for one in found.evidence] == [
        ("exposure.database", None),
        ("tls.protocols", None),
        ("cert.expiry", 1),
    ]


def test_the_page_strikes_out_what_is_waived_and_says_who_answers() -> None:
    """In the list of findings, in the review and at the system: author, approver, last day and reason."""
    parsed = LexborHTMLParser(render_html(built(*waiving.shared(2))))
    for place in ("#findings", "#review", "#s-HT-002"):
        (part,) = parsed.css(place)
        struck = " ".join(node.text() for node in part.css("s.waived"))
        assert "Máy chủ còn chấp nhận TLS 1.0, TLS 1.1." in struck
        words = " ".join(part.text().split())
        for told in ("đến hết ngày 31/12/2026", "Trần Thị B", "can-bo", "Thay thiết bị trong quý IV"):
            assert told in words
    assert not parsed.css("#s-HT-001 s")
    assert "1 được chấp nhận có thời hạn" in parsed.css("#s-HT-002 summary")[0].text()


def test_the_page_without_waivers_says_nothing_of_them() -> None:
    """No empty column, no empty list."""
    assert "chấp nhận có thời hạn" not in render_html(plain())


def test_a_page_whose_every_finding_is_waived_says_so() -> None:
    """It does not say that there are none."""
    at = waiving.seen("ht01.brvt.test")
    one = sample.system(1, endpoints=sample.system(1).endpoints[1:])
    inventory = sample.inventory().model_copy(update={"systems": (one,)})
    checks = [verdict.check for verdict in at.verdicts if verdict.is_finding]
    waivers = [waiving.waiver(number, "HT-001", at, check) for number, check in enumerate(checks, start=1)]
    source = sample.source(inventory=inventory, observations=(at,), waivers=tuple(waivers))
    report = build_report(replace(source, indicators=()))
    assert all(cause.waived for cause in report.causes)
    words = load("vi")
    assert words.t("waiver.all") in render_html(report)
    assert words.t("findings.none") not in render_html(report)


def test_the_workbook_strikes_out_and_tells() -> None:
    """A row that is waived for all its systems is struck through; the columns say for whom and until when."""
    book = load_workbook(BytesIO(render_xlsx(built(*waiving.shared(*ALL_SHARING)))))
    header, *rows = book["Phát hiện"].iter_rows()
    names = {str(cell.value): place for place, cell in enumerate(header)}
    struck = [row for row in rows if all(cell.font.strike for cell in row)]
    assert [row[names["Mã kiểm tra"]].value for row in struck] == [waiving.OLD_TLS]
    assert not any(cell.font.strike for row in rows if row not in struck for cell in row)
    (row,) = struck
    assert str(row[names["Chấp nhận có thời hạn đến"]].value).startswith("2026-12-31")
    assert str(row[names["Chấp nhận có thời hạn cho hệ thống"]].value).count("HT-") == 14
    assert "người phê duyệt: Trần Thị B; người ghi: can-bo" in str(row[names["Chấp nhận có thời hạn"]].value)
    assert row[names["Kết quả"]].value == "Không đạt"


def test_the_workbook_names_a_waiver_of_one_of_many() -> None:
    """The row is not struck through: for the other systems the finding is open."""
    book = load_workbook(BytesIO(render_xlsx(built(*waiving.shared(2)))))
    _, *rows = book["Phát hiện"].iter_rows()
    told = [row for row in rows if row[-1].value]
    assert [row[-3].value for row in told] == ["HT-002"]
    assert not any(cell.font.strike for row in rows for cell in row)
    _, *systems = book["Hệ thống"].iter_rows(values_only=True)
    headings = next(book["Hệ thống"].iter_rows(values_only=True))
    waived = headings.index("Đã chấp nhận có thời hạn")
    assert {row[0]: row[waived] for row in systems if row[waived]} == {"HT-002": 1}


def test_the_json_has_every_waiver_once() -> None:
    """And it is read back as it was."""
    report = built(*waiving.shared(2, 3))
    written = render_json(report)
    assert written.count("Thay thiết bị trong quý IV") == 2
