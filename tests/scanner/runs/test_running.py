"""scanner.runs.running and ``capdo scan``: what is done is kept, what is stopped can be finished."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from inventory.database.opening import open_database
from inventory.database.store import InventoryStore
from inventory.database.transactions import writing
from inventory.errors import InventoryError
from inventory.model import Endpoint, Inventory, Organization, ScanPermission, System
from scanner.commands import scan_app
from scanner.errors import ScannerError
from scanner.lab.model import Lab
from scanner.runs import running
from scanner.runs.reader import ScanReader
from scanner.settings import RunSettings

PATIENCE = 240.0  # seconds
QUICK = ("tot", "hien-dai", "trung-gian", "khong-hsts", "csp-yeu", "cookie-xau")
SILENT = "khong-phan-hoi"  # accepts connections and says nothing, so a run that meets it takes its time


def estate(lab: Lab, *names: str, families: tuple[str, ...] = ("tls", "web")) -> Inventory:
    """One system for each named server, all with a permission for these families."""
    return Inventory(
        organizations=(Organization(code="O", name="O"),),
        systems=tuple(_system(lab, name, families) for name in sorted(names)),
    )


def _system(lab: Lab, name: str, families: tuple[str, ...]) -> System:
    address = lab.hosts[f"{name}.brvt.test"]
    endpoint = Endpoint(host=address.host, https_port=address.https_port, http_port=address.http_port)
    return System(
        code=name,
        name=name,
        owner="O",
        in_operation_since=date(2020, 1, 1),
        endpoints=(endpoint,),
        permission=ScanPermission(families=families),
    )


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The URL of a database of one's own."""
    return f"sqlite:///{tmp_path / 'capdo.db'}"


def settings(lab: Lab, *only: str) -> RunSettings:
    """Settings that ask the lab's name server."""
    address, port = lab.resolver
    return RunSettings(resolver=f"{address}:{port}", ca_file=str(lab.ca_file), only=only, second_look=None)


# A shell that starts the tests in the background has SIGINT ignored in all that they start.
HEARING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
CAPDO = f"{HEARING}; import capdo; capdo.main()"


@contextmanager
def scanning(lab: Lab, url: str, *more: str, script: str = CAPDO) -> Iterator["subprocess.Popen[str]"]:
    """``capdo scan run`` as a process of its own."""
    address, port = lab.resolver
    options = ["--database", url, "--resolver", f"{address}:{port}", "--ca-file", str(lab.ca_file), *more]
    command = [sys.executable, "-c", script, "scan", "run", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    with process:
        try:
            yield process
        finally:
            process.kill()


def wait_for_observations(reader: ScanReader, count: int) -> int:
    """The number of the run that has at least so many endpoints done and is not finished."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        for run in reader.runs():
            if run.done >= count:
                return run.id
        time.sleep(0.05)
    raise AssertionError("the run did not come so far")


def wait_for_workers(pid: int) -> list[int]:
    """The process's descendants, once there are any."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := _descendants(pid):
            return found
        time.sleep(0.02)
    raise AssertionError("no worker was started")


def test_a_run_records_every_endpoint(lab: Lab, url: str) -> None:
    """Every endpoint is looked at once, and the run is finished."""
    database = open_database(url)
    InventoryStore(database).apply(estate(lab, *QUICK))
    run = running.start(database, settings(lab, "web"))
    seen: list[str] = []
    running.carry_out(database, run, lambda observation: seen.append(observation.target.host))
    reader = ScanReader(database)
    assert sorted(seen) == sorted(lab.hosts[f"{name}.brvt.test"].host for name in QUICK)
    assert [one.target.host for one in reader.observations(run.number)] == sorted(seen)
    assert reader.run(run.number).finished_at is not None
    with pytest.raises(ScannerError, match="finished"):
        running.resume(database, run.number)


@pytest.mark.usefixtures("short_visits")
def test_kill_9_loses_at_most_what_was_in_flight(lab: Lab, url: str) -> None:
    """After SIGKILL everything committed is whole, and resuming looks only at the rest."""
    database = open_database(url)
    InventoryStore(database).apply(estate(lab, *QUICK, SILENT))
    reader = ScanReader(database)
    with scanning(lab, url, "--only", "web") as process:
        number = wait_for_observations(reader, 1)
        process.send_signal(signal.SIGKILL)
        process.wait(PATIENCE)
    before = {seen.key: seen for seen in reader.observations(number)}
    left = running.resume(database, number)
    assert {endpoint.key for endpoint in left.endpoints}.isdisjoint(before)
    assert len(left.endpoints) + len(before) == len(QUICK) + 1
    soon = left.settings.model_copy(update={"second_look": 0.1})
    running.carry_out(database, replace(left, settings=soon), lambda _: None)
    after = {seen.key: seen for seen in reader.observations(number)}
    assert len(after) == len(QUICK) + 1
    assert all(after[key] == seen for key, seen in before.items())


def test_ctrl_c_stops_at_once_and_says_how_to_resume(lab: Lab, url: str) -> None:
    """SIGINT in the middle of a silent server ends the process long before its deadline."""
    database = open_database(url)
    InventoryStore(database).apply(estate(lab, "tot", SILENT))
    with scanning(lab, url) as process:
        number = wait_for_observations(ScanReader(database), 1)
        process.send_signal(signal.SIGINT)
        stopped = time.monotonic()
        output, _ = process.communicate(timeout=PATIENCE)
        assert time.monotonic() - stopped < 60  # 3 s where nothing else runs; the server would take 90
    assert ScanReader(database).run(number).done == 1  # it was not waited for
    assert process.returncode == 130
    assert f"capdo scan resume {number}" in output
    assert "Traceback" not in output


def test_a_withdrawn_permission_holds_on_resume(lab: Lab, url: str) -> None:
    """Permissions are read afresh: what is no longer allowed is not touched, and says so."""
    database = open_database(url)
    InventoryStore(database).apply(estate(lab, "tot"))
    started = running.start(database, settings(lab, "web"))
    (system,) = estate(lab, "tot").systems
    InventoryStore(database).apply(
        Inventory(
            organizations=(Organization(code="O", name="O"),),
            systems=(system.model_copy(update={"permission": None}),),
        )
    )
    running.carry_out(database, running.resume(database, started.number), lambda _: None)
    (seen,) = ScanReader(database).observations(started.number)
    assert {verdict.reason for verdict in seen.verdicts} == {"not_permitted"}
    assert seen.connections == {}


def test_an_empty_inventory_is_one_clear_error(url: str) -> None:
    """There is nothing to scan, and the message says what to do."""
    with pytest.raises(ScannerError, match="capdo inventory import"):
        running.start(open_database(url), RunSettings())


def test_no_process_is_left_behind(lab: Lab, url: str) -> None:
    """After Ctrl-C no worker of the run is alive."""
    database = open_database(url)
    InventoryStore(database).apply(estate(lab, SILENT, families=("exposure",)))
    with scanning(lab, url) as process:
        children = wait_for_workers(process.pid)
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)
    assert not [pid for pid in children if Path(f"/proc/{pid}").exists() and not _zombie(pid)]


def _descendants(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [child for one in map(int, found) for child in (one, *_descendants(one))]


def _zombie(pid: int) -> bool:
    return (
        Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[0]
        == "Z"
    )


def test_a_run_that_is_being_carried_out_is_not_resumed(lab: Lab, url: str) -> None:
    """A second process would meet the same hosts at the same time; it is told who has the run."""
    database = open_database(url)
    InventoryStore(database).apply(estate(lab, "tot", SILENT))
    with scanning(lab, url) as process:
        number = wait_for_observations(ScanReader(database), 1)
        with pytest.raises(ScannerError, match=f"run {number} .* process {process.pid} "):
            running.resume(database, number)
        process.send_signal(signal.SIGKILL)
        process.wait(PATIENCE)
    assert len(running.resume(database, number).endpoints) == 1


def test_a_second_run_waits_for_the_first(lab: Lab, url: str) -> None:
    """Two at once would open twice the permitted connections to an address."""
    database = open_database(url)
    InventoryStore(database).apply(estate(lab, *QUICK))
    with scanning(lab, url, "--only", "web") as first, scanning(lab, url, "--only", "web") as second:
        outputs = [process.communicate(timeout=PATIENCE)[0] for process in (first, second)]
    assert sum("đang quét từ cơ sở dữ liệu này" in output for output in outputs) == 1
    later, earlier = ScanReader(database).runs()
    assert earlier.finished_at is not None
    assert later.started_at >= earlier.finished_at


def test_a_full_disk_is_one_line_and_loses_nothing(lab: Lab, url: str) -> None:
    """Exit status 2: 1 would say that there are findings. What was looked at before is kept."""
    database = open_database(url)
    InventoryStore(database).apply(estate(lab, *QUICK))
    reader, file = ScanReader(database), Path(str(database.url.database))
    database.dispose()  # what the log holds goes to the file, whose size is the measure
    script = (
        "import resource, capdo; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}))\ncapdo.main()".format(
            file.stat().st_size + 100_000
        )
    )
    with scanning(lab, url, script=script) as process:
        output, _ = process.communicate(timeout=PATIENCE)
    told = [line for line in output.splitlines() if line.startswith("capdo: ")]
    assert process.returncode == 2, output
    assert "Traceback" not in output
    assert len(told) == 1
    (run,) = reader.runs()
    assert f"capdo scan resume {run.id}" in told[0]
    assert len(running.resume(database, run.id).endpoints) == len(QUICK) - len(reader.observations(run.id))


def test_a_locked_database_is_one_line_and_loses_nothing(lab: Lab, url: str) -> None:
    """Another writer holds it in mid-scan for longer than anybody waits; afterwards the run goes on."""
    database = open_database(url)
    InventoryStore(database).apply(estate(lab, "tot", SILENT))
    reader = ScanReader(database)
    script = (
        "import inventory.database.opening as opening, scanner.runs.lease as lease\n"
        "from scanner.probes.http import attempt\n"
        "opening.BUSY_TIMEOUT = lease.RENEWED_EVERY = 0.2\n"
        "attempt.VISIT_SECONDS = 5.0  # then what the silent server showed is to be written\n" + CAPDO
    )
    with scanning(lab, url, script=script) as process:
        number = wait_for_observations(reader, 1)
        with writing(database):
            output, _ = process.communicate(timeout=PATIENCE)
    told = [line for line in output.splitlines() if line.startswith("capdo: ")]
    assert (process.returncode, len(told)) == (2, 1), output
    assert "locked" in told[0]
    assert f"capdo scan resume {number}" in told[0]
    assert "Traceback" not in output
    assert (len(reader.observations(number)), len(reader.pending(number))) == (1, 1)


@pytest.mark.parametrize("command", [["run"], ["resume"], ["list"], ["show", "1"]])
def test_damaged_pages_are_one_line(lab: Lab, url: str, command: list[str]) -> None:
    """What reads them, and what would write to them, ends with an error that names the database."""
    database = open_database(url)
    InventoryStore(database).apply(estate(lab, *QUICK))
    with database.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        size = int(connection.exec_driver_sql("PRAGMA page_size").scalar_one())
    database.dispose()
    file = Path(str(database.url.database))
    whole = file.read_bytes()
    file.write_bytes(whole[:size] + b"\xa5" * (len(whole) - size))
    result = CliRunner().invoke(scan_app, [*command, "--database", url])
    assert isinstance(result.exception, InventoryError)
    assert "\n" not in str(result.exception)
    assert file.name in str(result.exception)
