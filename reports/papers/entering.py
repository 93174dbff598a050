"""Where what a paper lacks is entered: the column, the event or the file, each by the name it has there."""

from inventory.approvals.events import EventKind
from inventory.files.layout.columns import Column
from inventory.files.layout.organization_columns import ORGANIZATION_COLUMNS
from inventory.files.layout.system_columns import SYSTEM_COLUMNS
from inventory.model import Code, Text

BY_HAND = Text(vi="viết vào văn bản, hoặc --set {name}=…", en="write it into the paper, or --set {name}=…")
IN_THE_PAPER = Text(vi="viết vào văn bản", en="write it into the paper")


def system_column(field: str, code: Code) -> Text:
    """A column of a system's row."""
    column = _column(SYSTEM_COLUMNS, field)
    return Text(
        vi=f"cột “{column.vi}” của hệ thống {code} (capdo inventory import)",
        en=f"column “{column.en}” of system {code} (capdo inventory import)",
    )


def organization_column(field: str, code: Code) -> Text:
    """A column of an organization's row."""
    column = _column(ORGANIZATION_COLUMNS, field)
    return Text(
        vi=f"cột “{column.vi}” của tổ chức {code} (capdo inventory import)",
        en=f"column “{column.en}” of organization {code} (capdo inventory import)",
    )


def event(code: Code, kind: EventKind) -> Text:
    """An event of a system, with its number."""
    command = f"capdo approval record {code} {kind.value} --date … --number …"
    return Text(vi=command, en=command)


def endpoints(code: Code) -> Text:
    """The sheet of endpoints."""
    return Text(
        vi=f"các điểm truy cập của hệ thống {code} (capdo inventory import)",
        en=f"the endpoints of system {code} (capdo inventory import)",
    )


def number_of(code: Code, sequence: int | None) -> Text:
    """The number of an event that was recorded without one."""
    command = f"capdo approval record {code} corrected --corrects {sequence} --number … --date …"
    return Text(vi=command, en=command)


def letterhead(key: str) -> Text:
    """A key of the letterhead's file."""
    return Text(
        vi=f"khóa {key} của tệp thể thức (capdo report letterhead; --letterhead TỆP)",
        en=f"key {key} of the letterhead (capdo report letterhead; --letterhead FILE)",
    )


def option(name: str) -> Text:
    """An option of the command."""
    return Text(vi=f"{name} TÊN", en=f"{name} NAME")


def by_hand(name: str) -> Text:
    """What nobody but who writes the paper knows."""
    return Text(vi=BY_HAND.vi.format(name=name), en=BY_HAND.en.format(name=name))


def _column(columns: tuple[Column, ...], field: str) -> Column:
    return next(column for column in columns if column.field == field)
