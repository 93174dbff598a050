"""The large estate of the benchmark, in small."""

from pathlib import Path

from benchmarks.estate import prepare
from inventory.approvals.log import ApprovalLog
from inventory.database.opening import opened_database
from inventory.database.store import InventoryStore


def test_the_estate_is_legal_and_its_chain_holds(tmp_path: Path) -> None:
    """Recorded by the rules, and each system has its fifty events; one in four was never approved."""
    database = f"sqlite:///{tmp_path / 'capdo.db'}"
    prepare(database, systems=8)
    with opened_database(database) as engine:
        found = dict(ApprovalLog(engine).by_system())
        assert ApprovalLog(engine).verify().fault is None
        assert len(InventoryStore(engine).load().systems) == 8
    assert {len(events) for events in found.values()} == {50}
    assert sum(any(event.kind == "approved" for event in events) for events in found.values()) == 6
