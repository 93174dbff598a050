"""Columns by the attributes of their tables' classes, which mypy knows: a misspelt one does not pass it.

Where there are many rows they are read as rows, which is several times as fast as making mapped objects, and
written by a statement that is compiled once for a database.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any, TypeVarTuple

from sqlalchemy import ColumnElement, Connection, Dialect, Insert, Result, Row, Select, Update
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler

from inventory.database.tables import Base
from inventory.model import Code

TableColumn = InstrumentedAttribute[Any]
ColumnValues = dict[TableColumn, object]  # of one row, by column
Columns = TypeVarTuple("Columns")
ROWS_AT_ONCE = 1_000
AT_ONCE = 500  # codes in one query: databases limit its parameters
ManyValues = Sequence[Sequence[object]]
DATABASES = 4  # for which a statement is kept compiled


def columns_of(table: type[Base], *left_out: TableColumn) -> list[ColumnElement[Any]]:
    """The columns of a table in its order, without some."""
    names = {column.key for column in left_out}
    return [column for column in table.__table__.c if column.key not in names]


def values(by_column: Mapping[TableColumn, object]) -> dict[str, object]:
    """A row to be written, as statements take it."""
    return {column.key: value for column, value in by_column.items()}


def streamed(connection: Connection, query: Select[*Columns], at_once: int) -> Iterator[Row[*Columns]]:
    """The rows of a query, so many fetched at a time.

    The option is the statement's: on the connection it would stay, and PostgreSQL has no cursor for a change.
    """
    with connection.execute(query, execution_options={"yield_per": at_once}) as rows:
        yield from chain.from_iterable(rows.partitions())


def rows_of(
    connection: Connection,
    query: Select[*Columns],
    column: InstrumentedAttribute[Code],
    only: Collection[Code] | None,
) -> Iterator[Row[*Columns]]:
    """The rows whose ``column`` is one of these codes, however many codes there are; None: every row."""
    if only is None:
        yield from in_groups(connection.execute(query))
        return
    codes = sorted(only)
    for start in range(0, len(codes), AT_ONCE):
        yield from in_groups(connection.execute(query.where(column.in_(codes[start : start + AT_ONCE]))))


def in_groups(result: Result[*Columns]) -> Iterator[Row[*Columns]]:
    """The rows of a result, fetched a thousand at a time: one by one takes twice as long."""
    return chain.from_iterable(result.partitions(ROWS_AT_ONCE))


def by_name(rows: Iterable[Row[*tuple[Any, ...]]]) -> Iterator[dict[str, Any]]:
    """Each row of one query by the names of its columns, in a fraction of the time of ``Row._asdict``."""
    names: tuple[str, ...] = ()
    for row in rows:
        names = names or row._fields
        yield dict(zip(names, row, strict=True))


@dataclass(frozen=True)
class _Form:
    """A statement as one database takes it.

    ``order``: of its parameters, the places in a row; ``names``: how the driver calls them, none where it
    goes by their order. ``converted``: by place, what makes of a value what the driver takes.
    """

    sql: str
    order: tuple[int, ...]
    names: tuple[str, ...]
    converted: Mapping[int, Callable[[Any], object]]

    def parameters(self, rows: ManyValues) -> list[Any]:
        """The rows as the driver takes them."""
        told = [self._converted(row) for row in rows] if self.converted else rows
        if self.names:
            return [dict(zip(self.names, row, strict=True)) for row in told]
        if self.order == tuple(range(len(self.order))):
            return list(told)
        return [tuple(row[place] for place in self.order) for row in told]

    def _converted(self, row: Sequence[object]) -> Sequence[object]:
        values = list(row)
        for place, convert in self.converted.items():
            values[place] = convert(values[place])
        return tuple(values)


class ManyRows:
    """A statement for many rows, each a sequence of values in the order of ``names``.

    Executed as usual, SQLAlchemy would make a dictionary of parameters of each row and ask the type of
    each value anew: of the dozens of rows of a look that costs more than the database's own work.

    ``names``: of an insert's columns; of an update's columns and of the parameters of its condition. The
    first use raises ValueError where the table has no such column.
    """

    def __init__(self, statement: Insert | Update, names: Iterable[str]) -> None:
        self._statement = statement
        self._names = tuple(names)
        self._form = lru_cache(maxsize=DATABASES)(self._compiled)

    def write(self, connection: Connection, rows: ManyValues) -> None:
        """Execute it for these rows, if there are any."""
        if rows:
            form = self._form(connection.dialect)
            connection.exec_driver_sql(form.sql, form.parameters(rows))

    def _compiled(self, dialect: Dialect) -> _Form:
        compiled = self._statement.compile(
            dialect=dialect, column_keys=list(self._names), for_executemany=True
        )
        assert isinstance(compiled, SQLCompiler)  # noqa: S101 - what statements are compiled by
        if set(compiled.binds) != set(self._names):
            raise ValueError(f"{compiled.string} takes {sorted(compiled.binds)}, not {sorted(self._names)}")
        places = {name: place for place, name in enumerate(self._names)}
        converters = {
            places[name]: bound.type.dialect_impl(dialect).bind_processor(dialect)
            for name, bound in compiled.binds.items()
        }
        return _Form(
            sql=compiled.string,
            order=tuple(places[name] for name in compiled.positiontup or ()),
            names=() if compiled.positional else self._names,
            converted={place: convert for place, convert in converters.items() if convert is not None},
        )
