"""``approval correct``: linked events corrected as one, and one decision of several systems."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner, Result

from inventory.approvals.log import ApprovalLog
from inventory.approvals.rules.model import ApprovalRefusedError
from inventory.cli.approval_commands import approval_app
from inventory.database.store import InventoryStore
from inventory.errors import InventoryError
from inventory.model import Inventory
from tests.inventory.approvals.rules.builders import BODIES, SYSTEM, K, approved, event

Command = Callable[..., Result]
DATE = ("--date", "2023-12-01")


@pytest.fixture
def log(database: Engine) -> ApprovalLog:
    """The whole way to a plan that is fully implemented, in seven events, with a second system."""
    systems = (SYSTEM, SYSTEM.model_copy(update={"code": "T", "name": "T"}))
    InventoryStore(database).apply(Inventory(organizations=BODIES, systems=systems))
    log = ApprovalLog(database)
    for one in (*approved(), event(K.PLAN_PARTIAL, 7), event(K.PLAN_FULL, 8)):
        log.append(one)
    return log


@pytest.fixture
def command(log: ApprovalLog) -> Command:
    """``capdo approval`` on the log's database."""
    url = log.engine.url.render_as_string()
    return lambda *words: CliRunner().invoke(approval_app, [*words, "--database", url])


def test_a_level_is_corrected_in_appraisal_and_approval_at_once(log: ApprovalLog, command: Command) -> None:
    """Each alone is refused: the level approved would not be the one that was appraised."""
    drafted, submitted, _, regulation, decided = (
        one.model_copy(update={"system": "T"}) for one in approved(4)
    )
    appraised = event(K.APPRAISED, 3, system="T", level=4, authority="Bộ Công an")
    for one in (drafted, submitted, appraised, regulation, decided):
        log.append(one)
    for number in ("10", "12"):
        alone = command("correct", "T", number, *DATE, "--level", "3")
        assert isinstance(alone.exception, ApprovalRefusedError)
        assert "level-as-appraised" in str(alone.exception)
    together = command("correct", "T", "12", "10", *DATE, "--level", "3")
    assert together.exit_code == 0, together.exception
    assert log.current(date(2023, 12, 31))["T"].level == 3


@pytest.mark.parametrize("numbers", [("3", "5", "6", "7"), ("7", "6", "5", "3"), ("6", "3", "7", "5")])
def test_linked_events_are_withdrawn_in_one_go(
    log: ApprovalLog, command: Command, numbers: Sequence[str]
) -> None:
    """Plan, approval and appraisal, in whichever order they are named: the last goes first."""
    assert isinstance(command("correct", "S", "3", *DATE, "--withdraw").exception, ApprovalRefusedError)
    result = command("correct", "S", *numbers, *DATE, "--withdraw")
    assert result.exit_code == 0, result.output
    corrections = sorted(log.events(), key=lambda one: one.sequence or 0)[7:]
    assert [one.corrects for one in corrections] == [7, 6, 5, 3]


@pytest.mark.parametrize(("numbers", "said"), [(("9",), "no event 9"), (("3", "3"), "named twice")])
def test_a_number_that_can_not_be_meant(command: Command, numbers: Sequence[str], said: str) -> None:
    """One line, nothing recorded."""
    result = command("correct", "S", *numbers, *DATE, "--withdraw")
    assert isinstance(result.exception, InventoryError)
    assert said in str(result.exception)


def test_one_decision_of_several_systems(log: ApprovalLog, command: Command) -> None:
    """Told of each with its number; refused of all where one is refused."""
    done = command("record", "S", "T", "label-granted", "--date", "2023-11-01", "--lang", "en")
    assert done.exit_code == 0, done.output
    assert "S, " in done.output
    assert "T, " in done.output
    refused = command("record", "T", "S", "label-granted", "--date", "2023-11-01")
    assert isinstance(refused.exception, ApprovalRefusedError)
    assert len(log.events()) == 9


def test_what_is_told_late_is_told_unconfirmed(command: Command) -> None:
    """At once, in status and in history, with the rule."""
    words = ("approved", "--date", "2023-06-01", "--level", "3", "--number", "abc", "--historical")
    told = command("record", "T", *words, "--authority", "Công ty ABC", "--lang", "en")
    assert "unconfirmed: #8: levels 3 to 5 are approved only after their appraisal" in told.output
    assert "Đã được phê duyệt: 2, trong đó 1 chưa được xác nhận; không tính: 1" in command("status").output
    assert "appraisal-before-approval" in command("history", "T", "--format", "json").output
