"""The rows of lists become drafts of organizations, systems and endpoints, joined to what is stored."""

from collections.abc import Sequence

from inventory.faults import said
from inventory.files.cells.names import name_key
from inventory.files.layout.columns import Column
from inventory.files.layout.sheets import BY_PART, Part
from inventory.files.lists.bodies import ListBodies
from inventory.files.lists.fields import CODE, COLUMNS, HOST, NAME, NOTES, OPERATOR, OWNER
from inventory.files.lists.known_systems import KnownSystems
from inventory.files.lists.list_row import ListRow
from inventory.files.lists.mapping import ListColumn, ListTable
from inventory.files.lists.owning import Owning
from inventory.files.lists.row_kinds import kind_of_row
from inventory.files.lists.shapes import BODY, PARENT
from inventory.files.lists.subject import Subject, subject_of
from inventory.files.reading.answers import FileAnswers
from inventory.files.reading.cell_reading import CellReading, with_defaults
from inventory.files.reading.day_orders import day_orders
from inventory.files.reading.headers import Header
from inventory.files.reading.raw import Draft, FileContent, Place, RawRow, RawTable, is_blank
from inventory.files.reading.row_kinds import LeftOut, RowKind
from inventory.files.reading.tables import name_of
from inventory.model import Code, Inventory, System
from inventory.words import WrongValueError

PORTS = ("https_port", "http_port")
READ_APART = {HOST, NAME, CODE, OWNER, OPERATOR, NOTES, *PORTS}  # the others are read as in any sheet
SkippedRows = frozenset[tuple[str, int]]  # by sheet and number
NOWHERE = Place(BY_PART[Part.ORGANIZATIONS], RawTable("", ("code",), ()), 0, {})


class ListReading:
    """Takes one list after the other. ``new``: the codes that it proposes."""

    def __init__(self, stored: Inventory, answers: FileAnswers, owner: str | None) -> None:
        self.content = FileContent()
        self.new: set[Code] = set()
        self._answers = answers
        self._bodies = ListBodies(stored.organizations)
        self._owning = Owning(stored, self._bodies, answers.owner or owner)
        self._systems = KnownSystems(stored)
        self._seen: dict[object, int] = {}

    def take(self, one: ListTable, skipped: SkippedRows) -> None:
        """Read a list without the rows that are not to be stored."""
        self.content.left_out += one.left_out
        header = _header(one)
        reading = CellReading(self.content, day_orders(header, self._answers))
        self.content.told += [told for order in reading.orders.values() for told in order.told]
        rows = [
            self._kept(one, row, header)
            for row in one.table.rows
            if (one.table.sheet, row.number) not in skipped
        ]
        data = [row for row in rows if row is not None]
        for row in data:
            self._owning.look_ahead(row)
        for row in data:
            try:
                self._take_row(row, header, reading)
            except WrongValueError as error:
                self.content.errors.append(row.error(None, said(error)))

    def finish(self) -> None:
        """The bodies that were added become rows of their own."""
        for body in self._bodies.added.values():
            fields = {name: value for name, value in body if name in body.model_fields_set}
            self.content.drafts[Part.ORGANIZATIONS].append(Draft(fields, frozenset(), NOWHERE))
            self.new.add(body.code)

    def _kept(self, one: ListTable, row: RawRow, header: Header) -> ListRow | None:
        kind = kind_of_row(one, row)
        if kind is not None:
            self._leave(one.table, row, kind)
            return None
        return ListRow(one, row, Place(header.sheet, one.table, row.number, header.typed))

    def _leave(self, table: RawTable, row: RawRow, kind: RowKind) -> None:
        text = " | ".join(name for cell in row.cells if (name := name_of(cell)))
        self.content.left_out.append(LeftOut(table.sheet, row.number, kind, text))

    def _take_row(self, row: ListRow, header: Header, reading: CellReading) -> None:
        if row.one.of(BODY):
            self._take_body(row)
            return
        subject = subject_of(row, self._owning, self.content)
        if subject is None:
            return
        keys = tuple(endpoint.key for endpoint in subject.endpoints)
        key = (name_key(subject.name), subject.owner.code, keys, row.text(CODE))
        if self._seen.setdefault(key, row.row.number) != row.row.number:
            self._leave(row.one.table, row.row, RowKind.REPEATED)
            return
        self._draft(row, subject, header, reading)

    def _take_body(self, row: ListRow) -> None:
        """A row of bodies alone: one, and the one above it."""
        name, above = row.text(BODY), row.text(PARENT)
        parent = self._bodies.find(above) if above else None
        if name and (parent is None or name_key(name) != name_key(parent.name)):
            self._bodies.find(name, parent=parent.code if parent else None)

    def _draft(self, row: ListRow, subject: Subject, header: Header, reading: CellReading) -> None:
        """A system with what the row says; of a stored one, blank cells say nothing."""
        stored = self._systems.find(row, subject)
        cells = {
            column: cell
            for column, cell in zip(header.columns, row.row.cells, strict=False)
            if column is not None and not is_blank(cell)
        }
        draft = reading.draft(cells, row.place)
        fields = {name: value for name, value in draft.fields.items() if value is not None}
        if (notes := row.notes()) and not (stored and stored.notes):
            fields[NOTES] = notes
        fields |= {"code": stored.code} if stored else self._systems.identity(row, subject)
        code = str(fields["code"])
        whole = Draft(fields, draft.broken, row.place)
        if stored is None:
            self.new.add(code)
            whole = with_defaults(whole, self._answers)
        self.content.drafts[Part.SYSTEMS].append(whole)
        self._endpoints(code, row, subject, stored)

    def _endpoints(self, code: Code, row: ListRow, subject: Subject, stored: System | None) -> None:
        """The row's endpoints; of a stored system, beside those that it has."""
        earlier = stored.endpoints if stored else ()
        hosts = {endpoint.host for endpoint in earlier}
        added = [endpoint for endpoint in subject.endpoints if endpoint.host not in hosts]
        if not added:
            return
        self.content.stated[Part.ENDPOINTS].add(code)
        ports = {name: int(text) for name in PORTS if (text := row.text(name)).isdecimal()}
        for endpoint in (*earlier, *added):
            of_row = ports if endpoint in added else {}
            fields = {"system": code, **of_row, **endpoint.model_dump(exclude_unset=True)}
            self.content.drafts[Part.ENDPOINTS].append(Draft(fields, frozenset(), row.place))


def _header(one: ListTable) -> Header:
    """The columns that are read as those of any sheet of systems."""
    typed = {column.field: one.table.header[column.index] for column in one.columns if column.field}
    columns = tuple(map(_column, one.columns))
    return Header(BY_PART[Part.SYSTEMS], one.table, columns, typed, {})


def _column(column: ListColumn) -> Column | None:
    return COLUMNS.get(column.field or "") if column.field not in READ_APART else None


def read_lists(
    tables: Sequence[ListTable],
    stored: Inventory,
    answers: FileAnswers,
    owner: str | None = None,
    skipped: SkippedRows = frozenset(),
) -> ListReading:
    """Every list of a file; ``owner``: whom it names as the owner of all."""
    reading = ListReading(stored, answers, owner)
    for table in tables:
        reading.take(table, skipped)
    reading.finish()
    return reading
