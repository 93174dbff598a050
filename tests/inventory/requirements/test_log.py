"""Self-assessments and catalogues in a database: appended, sealed, and refused where they can't be so."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from inventory.approvals.renaming.editing import Editing
from inventory.database.chains.following import Fault
from inventory.database.store import InventoryStore
from inventory.database.transactions import reading, writing
from inventory.model import Inventory, Organization, System, Text
from inventory.requirements.log import SelfAssessmentLog
from inventory.requirements.model import Catalogue, Requirement, RequirementState, SelfAssessment
from inventory.requirements.recording import SayingBy, carry_over
from inventory.requirements.rules import SelfAssessmentRefusedError
from inventory.requirements.sealing import CHAIN
from inventory.requirements.shipped import shipped
from tests.inventory.requirements.saying import CLAUSE, DAY, said

pytestmark = pytest.mark.both_databases
NOW = datetime(2026, 6, 1, 3, tzinfo=UTC)
TODAY = date(2026, 6, 1)
NOT_MET, PLANNED, NONE = RequirementState.NOT_MET, RequirementState.PLANNED, RequirementState.NOT_APPLICABLE
OWN = Catalogue(
    code="own",
    title=Text(vi="Của đơn vị", en="Own"),
    version="2026",
    valid_from=DAY,
    requirements=(Requirement(code="A.1", title="Một"), Requirement(code="A.2", title="Hai", levels=(3,))),
)
INVENTORY = Inventory(
    organizations=(Organization(code="UBND", name="Ủy ban nhân dân"),),
    systems=tuple(System(code=code, name=code, owner="UBND") for code in ("HTTT", "KHAC")),
)


@pytest.fixture
def log(database: Engine) -> SelfAssessmentLog:
    """Of a database with two systems."""
    InventoryStore(database).apply(INVENTORY)
    return SelfAssessmentLog(database, lambda: NOW, "an")


def test_what_was_said_is_given_back_with_its_number_and_who_recorded_it(log: SelfAssessmentLog) -> None:
    """The catalogue in force on its day is recorded with it."""
    full = said(
        plan="Đổi chứng thư", person="Nguyễn Văn A", due=TODAY, file="a.pdf", file_sha256="0" * 64, note="…"
    )
    (recorded,) = log.append_all([full])
    assert log.said() == {"HTTT": [recorded]}
    assert (recorded.sequence, recorded.actor, recorded.catalogue) == (1, "an", "tcvn-11930")
    assert recorded.recorded_at == NOW


def test_nothing_is_said_of_a_database_without_any(log: SelfAssessmentLog) -> None:
    """Nor of a day before the first, nor of another system."""
    assert log.on(TODAY) is None
    log.append_all([said()])
    assert log.on(DAY - timedelta(days=1)) is None
    assert log.on(TODAY, {"KHAC"}) is None
    found = log.on(TODAY)
    assert found is not None
    assert found.answers["HTTT"][CLAUSE].state is RequirementState.MET


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (said("7.2.3.44"), "has no requirement '7.2.3.44'; did you mean '7.2.3.4'"),
        (said(catalogue="nd-0"), "no catalogue of requirements has the code 'nd-0'"),
        (said(system="X"), "there is no system 'X'"),
        (said(on=TODAY + timedelta(days=1)), "is in the future"),
        (said(state=NONE), "say why"),
        (said(state=PLANNED), "say what"),
        (said(corrects=7), "has no self-assessment 7"),
        (said(withdraws=True), "name its number"),
    ],
)
def test_what_cannot_be_so_is_refused_with_all_the_rest(
    log: SelfAssessmentLog, wrong: SelfAssessment, message: str
) -> None:
    """One clear line; nothing is recorded, not even what is right."""
    with pytest.raises(SelfAssessmentRefusedError, match=message):
        log.append_all([said(), wrong])
    assert log.said() == {}


def test_a_correction_is_of_the_same_requirement_and_of_the_newest(log: SelfAssessmentLog) -> None:
    """Neither another requirement's, nor one that was corrected, nor from before it."""
    log.append_all([said(), said("7.2.3.1")])
    for wrong in (said(corrects=2), said(corrects=1, on=DAY - timedelta(days=1))):
        with pytest.raises(SelfAssessmentRefusedError):
            log.append_all([wrong])
    log.append_all([said(state=NOT_MET, corrects=1, on=TODAY)])
    with pytest.raises(SelfAssessmentRefusedError, match="corrected already"):
        log.append_all([said(corrects=1, on=TODAY)])


def test_the_same_is_imported_once(log: SelfAssessmentLog, new_database: Callable[[], Engine]) -> None:
    """What an export holds changes nothing; in another database corrections find what they correct."""
    log.append_all([said("7.2.3.1", on=TODAY), said(), said(state=NOT_MET, corrects=2, on=TODAY)])
    exported = [one for told in log.said().values() for one in told]
    assert log.append_new(exported) == 0
    other = new_database()
    InventoryStore(other).apply(INVENTORY)
    second = SelfAssessmentLog(other, lambda: NOW)
    second.append_all([said("7.1.1.1", system="KHAC")])
    assert second.append_new(exported) == 3
    assert second.append_new(exported) == 0
    found = second.on(TODAY)
    assert found is not None
    assert found.answers["HTTT"][CLAUSE].state is NOT_MET


def test_a_catalogue_is_gone_by_from_its_day_on(log: SelfAssessmentLog) -> None:
    """Earlier days keep the one of then; to choose the same again changes nothing."""
    assert log.choose(OWN, DAY)
    assert not log.choose(OWN, DAY)
    assert log.choose(shipped(), TODAY)
    days = (DAY - timedelta(days=1), DAY, TODAY)
    assert [found.code for day in days if (found := log.catalogue(day))] == [
        "tcvn-11930",
        "own",
        "tcvn-11930",
    ]
    assert log.catalogue(TODAY, "own") == OWN
    assert log.append_all([said("A.1")])[0].catalogue == "own"


def test_a_renamed_system_keeps_what_was_said_of_it(log: SelfAssessmentLog, database: Engine) -> None:
    """Told and asked for by its present code; the rows keep the first one."""
    log.append_all([said()])
    with writing(database) as connection:
        Editing(connection, "đổi mã").rename("HTTT", "MOI")
    log.append_all([said("7.2.3.1", system="MOI")])
    assert {code: len(told) for code, told in log.said({"MOI"}).items()} == {"MOI": 2}
    with database.connect() as connection:
        assert connection.execute(text("SELECT DISTINCT system FROM self_assessments")).all() == [("HTTT",)]


def test_what_was_said_of_a_merged_system_is_said_of_the_other(
    log: SelfAssessmentLog, database: Engine
) -> None:
    """With its corrections; what the other says itself stands."""
    log.append_all([said(), said("7.2.3.1"), said("7.2.3.1", NOT_MET, system="KHAC")])
    log.append_all([said(state=NOT_MET, corrects=1, on=TODAY)])
    with writing(database) as connection:
        assert carry_over(connection, "HTTT", "KHAC", SayingBy("an", lambda: NOW)) == 2
        assert carry_over(connection, "HTTT", "KHAC", SayingBy("an", lambda: NOW)) == 0
    found = log.on(TODAY)
    assert found is not None
    states = {code: one.state for code, one in found.answers["KHAC"].items()}
    assert states == {CLAUSE: NOT_MET, "7.2.3.1": NOT_MET}


def test_the_chain_covers_both_tables(log: SelfAssessmentLog, database: Engine) -> None:
    """It is good after writing; nobody changes a row through SQL, and who takes the guard off is found."""
    log.choose(OWN, DAY)
    log.append_all([said("A.1"), said("A.2")])
    with reading(database) as connection:
        assert (CHAIN.verify(connection).fault, CHAIN.verify(connection).links) == (None, 3)
    with pytest.raises(DBAPIError), database.begin() as connection:
        connection.execute(text("UPDATE self_assessments SET state = 'met'"))


@pytest.mark.sqlite_only
@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE self_assessments SET state = 'not_met' WHERE sequence = 1", Fault.CHANGED),
        ("UPDATE requirement_catalogues SET content = NULL", Fault.CHANGED),
        ("DELETE FROM self_assessments WHERE sequence = 2", Fault.GONE),
    ],
)
def test_a_changed_row_is_found(
    log: SelfAssessmentLog, database: Engine, statement: str, fault: Fault
) -> None:
    """Whatever was done behind the guards."""
    log.choose(OWN, DAY)
    log.append_all([said("A.1"), said("A.2")])
    with database.begin() as connection:
        triggers = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all()
        for (name,) in triggers:
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text(statement))
    with reading(database) as connection:
        assert CHAIN.verify(connection).fault is fault
