"""From which vantage something was seen, in queries: what stands there is of one vantage, and so is its look.

What is seen from one place says nothing of what another sees, so nothing of theirs is ever put together.
"""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Engine, ScalarSelect, func, select
from sqlalchemy.orm import aliased

from inventory.database.tables import SettingRow
from inventory.database.transactions import reading
from inventory.setting_keys import SettingKey
from inventory.settings.vantage import INTERNET, vantage_name
from scanner.planning.plan import EndpointKey
from scanner.runs.tables import ObservationRow, RunRow

Vantage = str | ColumnElement[str]


class SeenFrom(NamedTuple):
    """An endpoint as it is seen from one vantage."""

    key: EndpointKey
    vantage: str


def _main() -> ColumnElement[str]:
    stored = select(SettingRow.value).where(SettingRow.key == SettingKey.SCAN_VANTAGE.value)
    return func.coalesce(stored.scalar_subquery(), INTERNET)


# The main one, as the database's settings name it at the moment of the query.
MAIN: ColumnElement[str] = _main()


def vantage_of(look: Any) -> ScalarSelect[str]:  # noqa: ANN401 - the class of the rows, or an alias of it
    """That of a look, ``ObservationRow`` or an alias of it, in a query that reads looks.

    One look's run is asked for by its key: as a join it would lead databases to begin with the runs.
    """
    run = aliased(RunRow)
    return select(run.vantage).where(run.id == look.run_id).correlate(look).scalar_subquery()


def main_of(connection: Connection) -> str:
    """The name of the main one."""
    return connection.scalar(select(MAIN)) or INTERNET


def chosen_vantage(database: Engine, told: str | None) -> str:
    """The vantage that a command was told, else the main one.

    Raises:
        InventoryError: it is no name, or the database cannot be read.

    """
    if told is not None:
        return vantage_name(told)
    with reading(database) as connection:
        return main_of(connection)


def places(connection: Connection, *chosen: ColumnElement[bool]) -> list[SeenFrom]:
    """The endpoints of looks, or of those chosen, each with a vantage from which it was seen."""
    at = (ObservationRow.host, ObservationRow.https_port, ObservationRow.http_port)
    query = select(*at, RunRow.vantage).join_from(ObservationRow, RunRow).where(*chosen).distinct()
    rows = connection.execute(query.order_by(*at, RunRow.vantage))
    return [SeenFrom((host, https_port, http_port), vantage) for host, https_port, http_port, vantage in rows]


def vantages(connection: Connection) -> tuple[str, ...]:
    """The vantages from which something was seen, the main one first, then by name."""
    main = main_of(connection)
    seen = connection.scalars(
        select(RunRow.vantage)
        .where(select(ObservationRow.id).where(ObservationRow.run_id == RunRow.id).exists())
        .distinct()
    )
    return tuple(sorted(seen, key=lambda vantage: (vantage != main, vantage)))
