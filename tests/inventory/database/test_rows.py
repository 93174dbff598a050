"""inventory.database.rows: columns are named by attributes that mypy knows, nowhere by strings."""

import re
from pathlib import Path

import inventory
import scanner
from inventory.database.rows import columns_of, values
from inventory.database.tables import ApprovalHeadRow

BY_STRINGS = re.compile(r"metadata\.tables|\.mappings\(|\.c\.|RowMapping")


def test_no_table_or_column_is_named_by_a_string() -> None:
    """A misspelt one would pass mypy; migrations tell of tables that no class describes any more."""
    files = [
        file
        for package in (inventory, scanner)
        for file in Path(str(package.__file__)).parent.rglob("*.py")
        if "migrations" not in file.parts
    ]
    assert [str(file) for file in files if BY_STRINGS.search(file.read_text(encoding="utf-8"))] == []


def test_columns_come_in_the_order_of_the_table() -> None:
    """All but those left out; a row to be written has the columns' own names."""
    assert [column.key for column in columns_of(ApprovalHeadRow, ApprovalHeadRow.id)] == ["sequence", "hash"]
    assert values({ApprovalHeadRow.sequence: 7}) == {"sequence": 7}
