"""How much of a run was seen: by endpoint, by cause, in the terminal and in the note for the firewall."""

import ipaddress
from datetime import UTC, date, datetime, timedelta

import pytest
from rich.console import Console
from sqlalchemy import Engine
from typer.testing import CliRunner

from checks.judging import HOURS_KEY, UNSEEN_KEY
from checks.model import Language, Outcome, Reason, Verdict
from checks.reasons import REASONS
from inventory.database.store import InventoryStore
from inventory.model import Endpoint, Inventory, Organization, ScanPermission, System
from scanner.commands import scan_app
from scanner.completion.counting import OURS, Completion, Seen, completion
from scanner.completion.firewall_note import Scanner, firewall_note
from scanner.completion.view import cause_table, completion_line, lines_by_endpoint, lines_by_reason
from scanner.observation import Observation
from scanner.probes.own_addresses import own_addresses
from scanner.runs.reader import ScanReader
from scanner.runs.run_progress import Run
from scanner.runs.writer import ScanWriter
from scanner.settings import RunSettings
from tests.checks import builders
from tests.inventory.conftest import database, empty_file, new_database
from tests.reports import sample

pytestmark = pytest.mark.both_databases

__all__ = ["database", "empty_file", "new_database"]
BEGUN = datetime(2026, 6, 1, 15, 30, tzinfo=UTC)  # 22:30 in Viet Nam
GOOD = sample.verdict("tls.protocols")
RUN = Run(
    id=5,
    started_at=BEGUN,
    finished_at=BEGUN + timedelta(minutes=40),
    settings=RunSettings(),
    scanner="capdo",
    endpoints=4,
    done=4,
)
SCANNER = Scanner(addresses=["192.0.2.7"], agents=["So khoa hoc/1.0"])


def seen(host: str, *verdicts: Verdict, **connections: int) -> Observation:
    """A look that opened so many connections."""
    opened = connections or {"dns": 2, "tls": 3}
    at = {"started_at": BEGUN, "finished_at": BEGUN + timedelta(minutes=2)}
    return sample.observation(host, *verdicts, connections=opened, **at)


def lost(reason: Reason, check: str = "web.hsts") -> Verdict:
    """A check that could not be told."""
    return sample.not_tested(check, reason)


def partial(outcome: Outcome, *reasons: Reason) -> Verdict:
    """A verdict that rests on parts not seen whole."""
    lines = [f"tls.suites: {reason.value}: cut" for reason in reasons]
    reason = Reason.INCOMPLETE if outcome is Outcome.NOT_TESTED else None
    return sample.verdict("tls.suites", outcome, reason=reason, evidence={UNSEEN_KEY: lines})


@pytest.mark.parametrize(
    ("observation", "state", "causes", "named"),
    [
        (seen("a.test", GOOD), Seen.WHOLLY, {}, True),
        (seen("a.test", GOOD, lost(Reason.NOT_REQUESTED)), Seen.WHOLLY, {}, True),
        (seen("a.test", GOOD, lost(Reason.NOT_PERMITTED, "exposure.files")), Seen.WHOLLY, {}, True),
        (
            seen("a.test", GOOD, lost(Reason.NOT_PERMITTED, "exposure.ports")),
            Seen.PARTLY,
            {Reason.NOT_PERMITTED: 1},
            True,
        ),
        (seen("a.test", GOOD, lost(Reason.TIMEOUT)), Seen.PARTLY, {Reason.TIMEOUT: 1}, True),
        (
            seen("a.test", GOOD, partial(Outcome.NOT_TESTED, Reason.BLOCKED, Reason.TIMEOUT)),
            Seen.PARTLY,
            {Reason.BLOCKED: 1, Reason.TIMEOUT: 1},
            True,
        ),
        (seen("a.test", partial(Outcome.FAIL, Reason.BLOCKED)), Seen.PARTLY, {Reason.BLOCKED: 1}, True),
        (
            seen("a.test", lost(Reason.TIMEOUT), lost(Reason.TIMEOUT, "tls.protocols")),
            Seen.NOT,
            {Reason.TIMEOUT: 2},
            True,
        ),
        (seen("a.test", GOOD, lost(Reason.INTERNAL_ERROR)), Seen.PARTLY, {Reason.INTERNAL_ERROR: 1}, False),
        (seen("a.test", lost(Reason.DNS_FAILURE), dns=2), Seen.UNRESOLVED, {Reason.DNS_FAILURE: 1}, True),
        (
            seen("a.test", GOOD, lost(Reason.DNS_FAILURE), dns=2, tls=1),
            Seen.PARTLY,
            {Reason.DNS_FAILURE: 1},
            True,
        ),
    ],
)
def test_an_endpoint_is_seen_as_far_as_its_verdicts_tell(
    observation: Observation, state: Seen, causes: dict[Reason, int], *, named: bool
) -> None:
    """Wholly, in part, not at all, or its name leads nowhere; each cause with the checks that it concerns."""
    (endpoint,) = completion([observation]).endpoints
    assert (endpoint.seen, dict(endpoint.causes), endpoint.is_named) == (state, causes, named)


def test_the_causes_of_this_side_are_few() -> None:
    """Whatever else stood in the way is for the owner of the endpoint, and says what to do."""
    ours = {Reason.TOOL_MISSING, Reason.NO_IPV6_HERE, Reason.INTERNAL_ERROR, Reason.SCANNER_OFFLINE}
    assert ours == OURS
    assert all(REASONS[reason].advice.vi for reason in Reason)


def mixed() -> Completion:
    """One endpoint of each kind, and two that are blocked."""
    return completion(
        [
            seen("du.test", GOOD),
            seen("mot-phan.test", GOOD, lost(Reason.BLOCKED), lost(Reason.INTERNAL_ERROR, "tls.ocsp")),
            seen("chan.test", lost(Reason.BLOCKED)),
            seen("mat.test", lost(Reason.DNS_FAILURE), dns=1),
        ]
    )


def test_the_end_of_a_run_is_a_line_and_a_table() -> None:
    """Names that don't resolve are counted apart; the cause that concerns most endpoints comes first."""
    told = completion_line(mixed(), "en").plain
    assert told == (
        "Of 3 endpoints whose names resolve: 1 wholly tested, 1 in part, 1 not at all; 67% wholly or with a"
        " cause that is not the scanner's. 1 names do not resolve."
    )
    table = cause_table(mixed(), "vi")
    assert table is not None
    first, counts = list(table.columns[0].cells), list(table.columns[1].cells)
    assert str(first[0]) == REASONS[Reason.BLOCKED].phrase.vi
    assert [str(count) for count in counts] == ["2", "1", "1"]
    assert cause_table(completion([seen("du.test", GOOD)]), "vi") is None
    assert "100%" in completion_line(completion([]), "vi").plain


def late(check: str, *hours: str) -> Verdict:
    """A check that waits for its permitted hours."""
    return sample.verdict(
        check, Outcome.NOT_TESTED, reason=Reason.NOT_PERMITTED, evidence={HOURS_KEY: list(hours)}
    )


NIGHT, EVENING = "22:00–05:00", "19:30–21:00"
CONSENT = REASONS[Reason.NOT_PERMITTED].advice


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_waits_for_its_hour_needs_nobodys_consent(language: Language) -> None:
    """The hours are named in its own row; consent is asked for only where no permission has the check."""
    waiting = seen("dem.test", GOOD, late("web.hsts", NIGHT), late("web.csp", NIGHT, EVENING))
    found = completion([waiting, seen("toi.test", GOOD, late("web.hsts", EVENING))])
    table = cause_table(found, language)
    assert table is not None
    (advice,) = map(str, table.columns[3].cells)
    assert f"{NIGHT}; {EVENING}" in advice
    assert CONSENT.to(language) not in advice
    listed = "\n".join(line.plain for line in lines_by_reason(found, language))
    assert advice in listed
    assert CONSENT.to(language) not in listed


def test_consent_and_hours_are_told_apart() -> None:
    """Of one endpoint, too: what nobody permitted, and what is permitted at another hour."""
    mixed = seen("ca-hai.test", GOOD, late("web.hsts", NIGHT), lost(Reason.NOT_PERMITTED, "web.csp"))
    found = completion([mixed, seen("khong.test", lost(Reason.NOT_PERMITTED))])
    assert [(len(one.places), one.hours) for one in found.by_cause()] == [(2, []), (1, [NIGHT])]
    table = cause_table(found, "vi")
    assert table is not None
    counts, advice = ([str(cell) for cell in table.columns[at].cells] for at in (2, 3))
    assert counts == ["2", "1"]
    assert advice[0] == CONSENT.vi
    assert NIGHT in advice[1]


def test_what_was_not_tested_is_listed_by_reason_or_by_endpoint() -> None:
    """With what the owner can do; what was seen wholly is in neither."""
    by_reason = "\n".join(line.plain for line in lines_by_reason(mixed(), "en"))
    assert REASONS[Reason.BLOCKED].advice.en in by_reason
    assert by_reason.index("mot-phan.test:443: 1") < by_reason.index("mat.test:443: 1")
    by_endpoint = [line.plain for line in lines_by_endpoint(mixed(), "vi")]
    assert len(by_endpoint) == 3
    assert not any("du.test" in line for line in by_endpoint)


def test_the_note_says_who_looked_when_and_where_it_was_blocked() -> None:
    """Vietnamese first, in Viet Nam's time; only what a firewall may be the cause of."""
    note = firewall_note(RUN, mixed(), SCANNER)
    vietnamese, english = note.split("TO WHOEVER RUNS THE FIREWALL")
    for part in (vietnamese, english):
        assert "192.0.2.7" in part
        assert "So khoa hoc/1.0" in part
        assert "chan.test:443, 01/06/2026 22:30" in part or "chan.test:443, 2026-06-01 22:30" in part
        assert "mat.test" not in part
    assert vietnamese.startswith("GỬI ĐƠN VỊ QUẢN TRỊ TƯỜNG LỬA")
    assert "No endpoint blocked" in firewall_note(RUN, completion([seen("du.test", GOOD)]), SCANNER)


def test_the_own_addresses_are_addresses() -> None:
    """As many as there are routes; asking sends nothing."""
    assert all(not ipaddress.ip_address(address).is_unspecified for address in own_addresses())


def test_scan_show_tells_both(database: Engine) -> None:
    """Of a recorded run, without its tables; the user agent is that of the permission."""
    permission = ScanPermission(families=("tls",), user_agent="So khoa hoc/1.0", granted_by="GĐ")
    system = System(
        code="A",
        name="HT A",
        owner="SYT",
        operator="SYT",
        in_operation_since=date(2020, 1, 1),
        endpoints=(Endpoint(host="chan.test"),),
        permission=permission,
    )
    body = Organization(code="SYT", name="Sở Y tế")
    InventoryStore(database).apply(Inventory(organizations=(body,), systems=(system,)))
    writer = ScanWriter(database)
    run = writer.start(RunSettings(), "capdo", [("chan.test", 443, 80)])
    blocked = seen("chan.test", lost(Reason.BLOCKED))
    writer.record(blocked.model_copy(update={"run": run, "facts": builders.facts()}))
    assert ScanReader(database).run(run).done == 1
    url = ("--database", str(database.url))
    shown = CliRunner().invoke(scan_app, ["show", "1", "--not-tested", "--by", "reason", *url])
    assert REASONS[Reason.BLOCKED].advice.vi in shown.output.replace("\n", " ")
    listed = CliRunner().invoke(scan_app, ["show", "1", "--not-tested", "--by", "endpoint", *url])
    assert "chan.test:443: " in listed.output
    note = CliRunner().invoke(scan_app, ["show", "1", "--firewall-note", *url])
    assert "So khoa hoc/1.0" in note.output
    assert "chan.test:443, " in note.output


def test_hostile_names_are_shown_as_text() -> None:
    """What acts on a terminal is not obeyed; markup is not either."""
    found = completion([seen("a[red].test", lost(Reason.BLOCKED))])
    console = Console(record=True, width=200)
    for line in lines_by_endpoint(found, "vi"):
        console.print(line)
    assert "a[red].test:443" in console.export_text()
