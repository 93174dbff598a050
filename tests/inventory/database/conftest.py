"""Here every new database is made by the migrations themselves."""

import pytest

from inventory.database import opening
from inventory.database.schema import upgrade


@pytest.fixture(autouse=True)
def migrated_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """No copy of one that was made before."""
    monkeypatch.setattr(opening, "upgrade", upgrade)
