"""scanner.schedules.daemon: what is due is done once, caught up once, and goes on where it was stopped."""

from datetime import time, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import Engine as Database

from inventory.database.store import InventoryStore
from inventory.model import Inventory, ScanPermission
from scanner.lab.model import Lab
from scanner.runs import running
from scanner.runs.lease import Holder, Lease
from scanner.runs.reader import ScanReader
from scanner.schedules import claiming
from tests.scanner.schedules.playing import AT_TWO, DAY, EVENING, HOSTS, NIGHTLY, Play, at_work, one_header

pytestmark = pytest.mark.both_databases

MINUTE = timedelta(minutes=1)


@pytest.fixture
def play(lab: Lab, database: Database) -> Play:
    """A schedule of every night at two, added the evening before."""
    play = at_work(lab, database)
    play.store.add("nightly", NIGHTLY, one_header(lab))
    return play


def test_a_run_begins_at_its_moment_and_not_before(play: Play) -> None:
    """Once, whole, at the time of the schedule's zone; whoever is to be told is told after it."""
    assert play.call(AT_TWO - MINUTE) == []
    assert play.sent == [AT_TWO - MINUTE]
    assert play.call(AT_TWO) == [1]
    assert play.call(AT_TWO + MINUTE) == []
    run = ScanReader(play.database).run(1)
    assert (run.done, run.endpoints, run.started_at, run.finished_at) == (2, 2, AT_TWO, AT_TWO)
    assert play.sent == [AT_TWO - MINUTE, AT_TWO, AT_TWO, AT_TWO + MINUTE]


def test_missed_runs_are_caught_up_once(play: Play) -> None:
    """After three nights without power one run is made up for, and the next begins at its time."""
    late = AT_TWO + 3 * DAY + timedelta(hours=5)
    assert play.call(late) == [1]
    assert play.call(late + MINUTE) == []
    assert play.call(AT_TWO + 4 * DAY) == [2]


def test_a_day_is_thinned_once(play: Play) -> None:
    """After the first of its runs, however many there are, by whatever schedule."""
    hourly = NIGHTLY.model_copy(update={"expression": "0 2-4 * * *"})
    play.store.add("hourly", hourly, play.store.schedules()[0].settings)
    hour = timedelta(hours=1)
    for moment in (AT_TWO - MINUTE, AT_TWO, AT_TWO + hour, AT_TWO + 2 * hour, AT_TWO + DAY):
        play.call(moment)
    assert play.thinned == [AT_TWO, AT_TWO + DAY]


def test_a_paused_schedule_begins_nothing(play: Play) -> None:
    """What passed while it was paused is not made up for."""
    play.store.pause("nightly")
    assert play.call(AT_TWO + DAY) == []
    play.store.resume("nightly")
    assert play.call(AT_TWO + DAY + MINUTE) == []
    assert play.call(AT_TWO + 2 * DAY) == [1]


def test_a_run_that_was_stopped_is_gone_on_with(play: Play, lab: Lab) -> None:
    """What a killed process began is finished as it was begun; what passed meanwhile is its own."""
    play.clock.at = AT_TWO
    (due,) = claiming.due_runs(play.database, AT_TWO)
    begun = claiming.begin(play.database, due, play.clock)
    assert begun is not None
    assert play.call(AT_TWO + DAY) == [begun.number]
    run = ScanReader(play.database).run(begun.number)
    assert (run.done, run.settings, run.finished_at) == (2, one_header(lab), AT_TWO + DAY)
    assert play.call(AT_TWO + DAY + MINUTE) == []
    assert play.call(AT_TWO + 2 * DAY) == [begun.number + 1]


def test_nothing_begins_while_another_process_scans(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told once who does, and stays due."""
    other = Lease(play.database, host="elsewhere", pid=1)
    assert other.take() is None
    met: list[Holder] = []
    monkeypatch.setattr(play.daemon, "busy", met.append)
    assert play.call(AT_TWO) == []
    assert [holder.host for holder in met] == ["elsewhere"]
    other.release()
    assert play.call(AT_TWO + MINUTE) == [1]


def test_one_moment_is_claimed_by_one(play: Play) -> None:
    """Whoever saw the same moment due, and comes second, begins nothing."""
    play.clock.at = AT_TWO
    (first,), (second,) = (claiming.due_runs(play.database, AT_TWO) for _ in range(2))
    assert claiming.begin(play.database, first, play.clock) is not None
    assert claiming.begin(play.database, second, play.clock) is None
    assert [run.id for run in ScanReader(play.database).runs()] == [1]


def test_a_schedule_that_can_scan_nothing_says_why(play: Play) -> None:
    """The next night tries again, and another schedule is not kept from its run."""
    play.store.add(
        "of nobody", NIGHTLY, play.store.schedules()[0].settings.model_copy(update={"organization": "X"})
    )
    assert play.call(AT_TWO) == [1]
    (fault,) = [happening.fault for happening in play.told if happening.fault]
    assert "no body has the code 'X'" in str(fault)
    assert {one.name: bool(one.fault) for one in play.store.schedules()} == {
        "nightly": False,
        "of nobody": True,
    }
    assert play.call(AT_TWO + MINUTE) == []


def test_endpoints_outside_their_hours_hold_no_run_open(lab: Lab, database: Database) -> None:
    """The run ends with them waiting; the first call within their hours takes them, and them alone."""
    night = ScanPermission(families=("web",), hours_from=time(22), hours_to=time(5))
    play = at_work(lab, database, permission=night)
    play.store.add("at noon", NIGHTLY.model_copy(update={"expression": "0 12 * * *"}), one_header(lab))
    noon = EVENING - timedelta(hours=9) + DAY
    reader = ScanReader(database)
    assert play.call(noon) == [1]
    assert (reader.run(1).done, reader.run(1).finished_at) == (0, noon)
    assert {host for host, _, _ in reader.pending(1)} == {lab.hosts[f"{one}.brvt.test"].host for one in HOSTS}
    assert play.call(noon + timedelta(hours=9)) == []
    assert play.call(noon + timedelta(hours=10)) == [2]
    assert reader.run(2).done == len(HOSTS)
    assert play.call(noon + timedelta(hours=11)) == []
    assert play.call(noon + DAY) == [3]


def test_a_call_after_their_hours_waits_for_the_next_ones(lab: Lab, database: Database) -> None:
    """Nobody called in the night: no run of nothing is begun by day."""
    night = ScanPermission(families=("web",), hours_from=time(22), hours_to=time(5))
    play = at_work(lab, database, permission=night)
    weekly = NIGHTLY.model_copy(update={"expression": "0 12 * * TUE"})
    play.store.add("weekly", weekly, one_header(lab))
    noon = EVENING - timedelta(hours=9) + DAY
    assert play.call(noon) == [1]
    assert play.call(noon + DAY) == []
    assert play.call(noon + DAY + timedelta(hours=10)) == [2]


def test_what_waited_comes_first_the_next_time(lab: Lab, database: Database) -> None:
    """Hours too short for all don't leave out the same ones for ever."""
    play = at_work(lab, database)
    play.store.add("nightly", NIGHTLY, one_header(lab))
    last = max(lab.hosts[f"{one}.brvt.test"].host for one in HOSTS)
    inventory = InventoryStore(database).load()
    systems = [
        one.model_copy(
            update={"permission": ScanPermission(families=("web",), hours_from=time(3), hours_to=time(4))}
        )
        for one in inventory.systems
        if one.endpoints[0].host == last
    ]
    InventoryStore(database).apply(Inventory(systems=tuple(systems)))
    assert play.call(AT_TWO) == [1]
    assert [host for host, _, _ in ScanReader(database).pending(1)] == [last]
    play.clock.at = AT_TWO + DAY
    (due,) = claiming.due_runs(database, play.clock.at)
    run = claiming.begin(database, due, play.clock)
    assert run is not None
    assert run.endpoints[0].host == last
    assert running.resume(database, run.number).endpoints


def test_looks_are_spread_over_hours(lab: Lab, database: Database) -> None:
    """They begin one after the other, evenly, rather than at once; the real clock is what spreads them."""
    play = at_work(lab, database, *HOSTS, "trung-gian", "khong-hsts")
    seconds = 4.0
    settings = one_header(lab).model_copy(update={"spread_hours": seconds / 3600})
    run = running.start(database, settings)
    assert running.carry_out(database, run, lambda _: None) is None
    begun = sorted(seen.started_at for seen in ScanReader(play.database).observations(run.number))
    gaps = [later - earlier for earlier, later in pairwise(begun)]
    assert len(gaps) == 3
    assert begun[-1] - begun[0] >= timedelta(seconds=seconds / 2)
