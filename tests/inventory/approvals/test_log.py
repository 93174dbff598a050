"""The approval log: appended, ordered, and never changed."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from inventory.approvals.events import ApprovalEvent, EventKind, Source, what_happened
from inventory.approvals.log import ApprovalLog
from inventory.approvals.rules.model import ApprovalRefusedError
from inventory.database.opening import open_database
from inventory.database.store import InventoryStore
from inventory.errors import InventoryError
from inventory.model import Inventory, Organization, System
from tests.inventory.conftest import NewDatabase

pytestmark = pytest.mark.both_databases

RECORDER = "người ghi của phép thử"
NOON = datetime(2023, 6, 15, 12, tzinfo=UTC)
SYSTEMS = tuple(System(code=code, name=code, owner="VP", is_portal=True) for code in ("A", "B"))
INVENTORY = Inventory(organizations=(Organization(code="VP", name="Văn phòng"),), systems=SYSTEMS)
APPROVED = ApprovalEvent(
    system="A", kind=EventKind.APPROVED, on=date(2023, 5, 2), level=3, number="7/QĐ-UBND"
)
ASSESSED = ApprovalEvent(
    system="A", kind=EventKind.ASSESSED, on=date(2023, 2, 1), result="periodic", authority="Sở"
)
DRAFTING = ApprovalEvent(system="A", kind=EventKind.DRAFTING, on=date(2023, 1, 9))
WORDS = st.none() | st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=9)
EVENTS = st.builds(
    ApprovalEvent,
    system=st.sampled_from("AB"),
    kind=st.sampled_from([kind for kind in EventKind if kind != EventKind.DECOMMISSIONED]),
    on=st.dates(date(2016, 7, 1), NOON.date()),
    level=st.sampled_from([None, 3]),  # a level that is appraised is the level approved
    number=WORDS,
    authority=WORDS,
    result=WORDS,
    until=st.none() | st.dates(min_value=NOON.date()),
    actor=WORDS.map(lambda text: (text or "").strip() or None),  # without one, who runs the program
    file=WORDS,
    file_sha256=WORDS,
    note=WORDS,
)
APPEND = """
import sys
from datetime import date
from inventory.approvals.log import ApprovalLog
from inventory.approvals.events import ApprovalEvent, EventKind, Source, what_happened
from inventory.database.opening import open_database
engine = open_database(sys.argv[1])
events = [ApprovalEvent(system="A", kind=EventKind.ASSESSED, on=date(2020, 1, day)) for day in range(1, 31)]
print(ApprovalLog(engine).append_new(events))
engine.dispose()
"""


@pytest.fixture
def log(database: Engine) -> ApprovalLog:
    """An empty log of an inventory with the systems A and B, on 15 June 2023."""
    return log_of(database)


def log_of(database: Engine) -> ApprovalLog:
    """A log in a database that knows the systems A and B."""
    InventoryStore(database).apply(INVENTORY)
    return ApprovalLog(database, clock=lambda: NOON, actor=RECORDER)


def told(event: ApprovalEvent) -> ApprovalEvent:
    """An event as it was before it was recorded."""
    actor = None if event.actor == RECORDER else event.actor
    nothing = dict.fromkeys(("recorded_at", "sequence", "source"))
    return event.model_copy(update={**nothing, "actor": actor})


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=st.lists(EVENTS, max_size=6, unique_by=what_happened))
def test_what_was_appended_is_read(new_database: NewDatabase, events: list[ApprovalEvent]) -> None:
    """Every field comes back, by day and then in the order of recording, with the moment of recording."""
    log = log_of(new_database())
    for event in events:
        log.append(event, Source.IMPORT)
    read = log.events()
    assert [told(event) for event in read] == sorted(events, key=lambda event: event.on)
    assert {event.recorded_at for event in read} <= {NOON}
    assert log.append_new(events) == 0


def test_one_systems_events(log: ApprovalLog) -> None:
    """A system's history holds its own events only."""
    other = APPROVED.model_copy(update={"system": "B"})
    log.append_new([APPROVED, other, DRAFTING])
    assert [told(event) for event in log.events("A")] == [DRAFTING, APPROVED]
    assert [told(event) for event in log.events("B")] == [other]


def test_only_new_events_are_appended(log: ApprovalLog) -> None:
    """The same event twice, in one file or in two imports, is recorded once, whenever told."""
    retold = APPROVED.model_copy(update={"recorded_at": NOON - timedelta(days=9)})
    assert log.append_new([APPROVED, APPROVED, retold]) == 1
    assert log.append_new([retold, DRAFTING]) == 1
    assert log.append_new([]) == 0


def test_an_event_is_recorded_once(log: ApprovalLog) -> None:
    """Also by hand; an import takes what is there, as recorded or as corrected, for what it is."""
    log.append(ASSESSED, Source.IMPORT)
    with pytest.raises(ApprovalRefusedError, match="recorded-already"):
        log.append(ASSESSED, Source.IMPORT)
    right = {"kind": EventKind.CORRECTED, "corrects": 1, "authority": "Đơn vị khác", "result": None}
    log.append(ASSESSED.model_copy(update={**right, "on": NOON.date()}))
    assert log.append_new([ASSESSED, ASSESSED.model_copy(update={"authority": "Đơn vị khác"})]) == 0
    assert len(log.events()) == 2


def test_every_refusal_is_told_and_nothing_recorded(log: ApprovalLog) -> None:
    """An unknown system, a day to come and an end before the beginning, each in its line."""
    unknown = APPROVED.model_copy(update={"system": "Z"})
    future = APPROVED.model_copy(update={"on": date(2023, 6, 16)})
    backwards = APPROVED.model_copy(update={"until": date(2023, 5, 1)})
    with pytest.raises(InventoryError) as refused:
        log.append_new([APPROVED, unknown, future, backwards])
    assert str(refused.value).splitlines() == [
        ("approved of 2023-05-02 for A: it would end before it begins (order of time) [end-after-beginning]"),
        ("approved of 2023-06-16 for A: the date is in the future (order of time) [not-in-the-future]"),
        (
            "approved of 2023-05-02 for Z: there is no system Z in the inventory (order of time)"
            " [system-of-the-inventory]"
        ),
    ]
    assert refused.value.to("vi").splitlines()[1:] == [
        (
            "Phê duyệt cấp độ ngày 16/06/2023 của A: ngày xảy ra ở tương lai (trình tự thời gian)"
            " [not-in-the-future]"
        ),
        (
            "Phê duyệt cấp độ ngày 02/05/2023 của Z: danh mục không có hệ thống Z (trình tự thời gian)"
            " [system-of-the-inventory]"
        ),
    ]
    assert log.events() == ()


def test_today_is_vietnams(database: Engine) -> None:
    """At 20:00 UTC it is tomorrow in Vietnam, where the decision was signed."""
    InventoryStore(database).apply(INVENTORY)
    log = ApprovalLog(database, clock=lambda: datetime(2023, 5, 1, 20, tzinfo=UTC))
    log.append(APPROVED, Source.IMPORT)
    assert log.events("A")[0].recorded_at == datetime(2023, 5, 1, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE approval_events SET level = 1",
        "DELETE FROM approval_events",
        "INSERT OR REPLACE INTO approval_events SELECT * FROM approval_events",
        "REPLACE INTO approval_events SELECT * FROM approval_events",
        "DELETE FROM systems",
    ],
)
def test_the_database_itself_forbids_changes(log: ApprovalLog, statement: str) -> None:
    """Not even SQL that goes around this program rewrites history."""
    log.append(APPROVED, Source.IMPORT)
    refused = IntegrityError if log.engine.name == "sqlite" else DBAPIError
    with pytest.raises(refused), log.engine.begin() as connection:
        connection.execute(text(statement))
    assert [told(event) for event in log.events()] == [APPROVED]


def test_importing_again_keeps_the_history(log: ApprovalLog) -> None:
    """A changed system keeps its events."""
    log.append(APPROVED, Source.IMPORT)
    renamed = SYSTEMS[0].model_copy(update={"name": "mới"})
    InventoryStore(log.engine).apply(Inventory(systems=(renamed,)))
    assert [told(event) for event in log.events("A")] == [APPROVED]


def test_processes_that_append_together_repeat_nothing(tmp_path: Path) -> None:
    """Four imports of one file at once record each event once."""
    url = f"sqlite:///{tmp_path / 'capdo.db'}"
    engine = open_database(url)
    InventoryStore(engine).apply(INVENTORY)
    command = [sys.executable, "-c", APPEND, url]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(4)]
    counts = [int(process.communicate(timeout=120)[0]) for process in processes]
    assert sorted(counts) == [0, 0, 0, 30]
    assert len(ApprovalLog(engine).events()) == 30
    engine.dispose()


def test_only_the_systems_concerned_are_read(database: Engine) -> None:
    """What the others hold can't slow an event down, nor stand in its way: it is not looked at."""
    InventoryStore(database).apply(INVENTORY)
    log = ApprovalLog(database)
    log.append_new([ASSESSED, ASSESSED.model_copy(update={"system": "B"})])
    with database.begin() as connection:
        connection.execute(text("UPDATE systems SET proposed_level = 99 WHERE code = 'B'"))
    log.append(DRAFTING)
    assert log.append_new([ASSESSED, DRAFTING, APPROVED]) == 1
    assert set(log.current(NOON.date(), {"A"})) == {"A"}
    assert InventoryStore(database).system("A").code == "A"
    with pytest.raises(InventoryError, match="can't be read"):
        InventoryStore(database).system("B")
