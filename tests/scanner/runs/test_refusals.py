"""A run that might not look says so, and when it might have."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from typer.testing import CliRunner

from checks.model import Outcome, Reason
from inventory.clock import local as zoned
from inventory.database.opening import open_database
from inventory.database.store import InventoryStore
from inventory.model import Endpoint, Inventory, Organization, ScanPermission, System
from scanner.commands import scan_app
from scanner.errors import ScannerError
from scanner.planning.plan import plan_endpoints, undated_systems
from scanner.runs import running
from scanner.runs.reader import ScanReader
from scanner.runs.refusals import refusal_lines, refusals
from scanner.settings import RunSettings
from tests.scanner.waivers.estate import observation, scanned, verdict

NIGHT = ScanPermission(families=("tls",), hours_from=time(22), hours_to=time(5), valid_to=date(2027, 1, 1))
NOON = datetime(2026, 11, 26, 5, tzinfo=UTC)
REFUSED = verdict(Outcome.NOT_TESTED, reason=Reason.NOT_PERMITTED)


def system(
    code: str, permission: ScanPermission | None = None, since: date | None = date(2020, 1, 1)
) -> System:
    """A system with one endpoint of its name."""
    endpoints = (Endpoint(host=f"{code.lower()}.brvt.test"),)
    return System(
        code=code, name=code, owner="O", in_operation_since=since, endpoints=endpoints, permission=permission
    )


def inventory(*systems: System) -> Inventory:
    """Their owner beside them."""
    return Inventory(organizations=(Organization(code="O", name="O"),), systems=systems)


def test_hours_and_days_are_named() -> None:
    """What is outside its hours fails the run; what nobody permitted is told, and was not to be tested."""
    planned = plan_endpoints(inventory(system("A", NIGHT), system("B"), system("C")), NOON)
    seen = [
        observation(REFUSED, host="a.brvt.test"),
        observation(REFUSED, host="b.brvt.test"),
        observation(verdict(), REFUSED, host="c.brvt.test"),
    ]
    seen = [one.model_copy(update={"started_at": NOON}) for one in seen]
    found = refusals(planned, seen)
    assert (len(found.outside), found.unpermitted, found.told, found.is_failure) == (1, 1, 1, True)
    told = "\n".join(line.plain for line in refusal_lines(found, ("D",), "vi"))
    assert "22:00–05:00, trước 01/01/2027" in told
    assert "1 hệ thống chưa có ngày vận hành: D" in told
    assert not refusals(planned[1:], seen[1:]).is_failure
    assert refusals(planned[1:], seen[1:2]).is_failure  # nothing at all could be told


def test_a_permission_for_something_else_is_no_matter_of_hours() -> None:
    """What it covers is named, and no hours are blamed."""
    planned = plan_endpoints(inventory(system("A", ScanPermission(families=("web", "mail")))), NOON)
    found = refusals(planned, [observation(REFUSED, host="a.brvt.test")])
    (nothing, left_out, kept) = (line.plain for line in refusal_lines(found, (), "en"))
    assert "mail, web" in left_out
    assert ("NOTHING" in nothing, "stands" in kept, found.outside) == (True, True, ())


def test_nothing_refused_is_nothing_said() -> None:
    """Of a run as it should be."""
    planned = plan_endpoints(inventory(system("A", NIGHT)), NOON)
    found = refusals(planned, [observation(verdict(), host="a.brvt.test")])
    assert not found.is_failure
    assert refusal_lines(found, (), "vi") == []


@pytest.mark.parametrize(
    ("system_without", "told"),
    [(system("A"), "Quyền rà quét"), (system("A", NIGHT, since=None), "1 systems have no day of operation")],
)
def test_a_run_that_may_touch_nothing_is_not_begun(url: str, system_without: System, told: str) -> None:
    """It says which line of the inventory is missing, and leaves no run behind."""
    database = open_database(url)
    InventoryStore(database).apply(inventory(system_without))
    with pytest.raises(ScannerError, match=told):
        running.start(database, RunSettings())
    database.dispose()


@pytest.fixture
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database of one's own."""
    return f"sqlite:///{tmp_path_factory.mktemp('refused') / 'capdo.db'}"


def test_systems_without_a_day_are_named() -> None:
    """Those with an endpoint: the others are not scanned anyway."""
    bare = system("B", since=None).model_copy(update={"endpoints": ()})
    assert undated_systems(inventory(system("A", since=None), bare, system("C"))) == ("A",)


@pytest.fixture
def shut(url: str) -> str:
    """A database whose one system may be scanned from two hours hence, and was three days ago."""
    early, late = (zoned(datetime.now(UTC) + timedelta(hours=hours)).time() for hours in (2, 3))
    permission = ScanPermission(families=("tls",), hours_from=early, hours_to=late)
    database = open_database(url)
    InventoryStore(database).apply(inventory(system("A", permission)))
    day = datetime.now(UTC) - timedelta(days=3)
    scanned(database, observation(verdict(), host="a.brvt.test", at=day))
    database.dispose()
    return url


@pytest.mark.parametrize("command", [("run", "--only", "tls"), ("resume", "2")])
def test_a_run_outside_its_hours_says_so_once(shut: str, command: tuple[str, ...]) -> None:
    """Loudly, with the hours and how to go on; it ends with status 3, also when it is taken up again."""
    ended = CliRunner().invoke(scan_app, ["run", "--only", "tls", "--database", shut])
    hours = zoned(datetime.now(UTC) + timedelta(hours=2))
    if command[0] == "resume":
        ended = CliRunner().invoke(scan_app, [*command, "--database", shut])
    assert ended.exit_code == 3, ended.output
    told = " ".join(ended.output.split())
    assert re.search(r"Ngoài thời gian được phép rà quét \(\d\d:\d\d–\d\d:\d\d\): còn 1 điểm truy cập", told)
    assert f"quét tiếp được từ {hours:%d/%m/%Y}" in told
    assert "--wait: tự chờ" in told
    once = ("KHÔNG KIỂM TRA ĐƯỢC GÌ", "hời gian được phép", "capdo scan resume 2", "được giữ nguyên")
    assert [told.count(said) for said in once] == [1, 1, 1, 1]


def test_a_run_outside_its_hours_erases_nothing(shut: str) -> None:
    """What was found before stands with its day; the run has it all left, and shows that."""
    CliRunner().invoke(scan_app, ["run", "--only", "tls", "--database", shut])
    shown = " ".join(CliRunner().invoke(scan_app, ["show", "2", "--database", shut]).output.split())
    assert "còn 1 điểm truy cập chưa xem tới: capdo scan resume 2" in shown
    assert "a.brvt.test:443: còn 1 phát hiện" in shown
    database = open_database(shut)
    (stands,), (run, _) = ScanReader(database).standing(), ScanReader(database).runs()
    database.dispose()
    (found,) = (one for one in stands.verdicts if one.check == verdict().check)
    assert (found.outcome, stands.confirmations[found.check].stale) == (Outcome.FAIL, False)
    assert (run.done, run.endpoints, run.finished_at) == (0, 1, None)


def test_a_run_after_the_last_permitted_day_erases_nothing(url: str) -> None:
    """It is finished, with status 3; the finding stands, and why it is not confirmed is told of it."""
    lapsed = ScanPermission(families=("tls",), valid_to=date(2026, 1, 1))
    day = datetime.now(UTC) - timedelta(days=3)
    database = open_database(url)
    InventoryStore(database).apply(inventory(system("A", lapsed)))
    scanned(database, observation(verdict(), host="a.brvt.test", at=day))
    database.dispose()
    ended = CliRunner().invoke(scan_app, ["run", "--only", "tls", "--database", url])
    told = " ".join(ended.output.split())
    assert (ended.exit_code, told.count("trước 01/01/2026"), told.count("KHÔNG KIỂM TRA ĐƯỢC GÌ")) == (
        3,
        1,
        1,
    )
    database = open_database(url)
    (stands,) = ScanReader(database).standing()
    database.dispose()
    age = stands.confirmations[verdict().check]
    assert age.not_confirmed is not None
    assert (age.confirmed_at, age.not_confirmed.reason) == (day, Reason.NOT_PERMITTED)
