"""What somebody said of the columns of lists, remembered by their headers."""

import hashlib
from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from inventory.database.tables import ListHeaderRow


def remembered_headers(connection: Connection) -> Mapping[str, Mapping[str, str]]:
    """The fields of every header, by its digest."""
    rows = connection.execute(select(ListHeaderRow.header, ListHeaderRow.fields))
    return {header: dict(fields) for header, fields in rows}


def remember_header(connection: Connection, header: str, fields: Mapping[str, str]) -> None:
    """Keep what a header means, in place of what was kept."""
    connection.execute(delete(ListHeaderRow).where(ListHeaderRow.header == header))
    connection.execute(insert(ListHeaderRow), [{"header": header, "fields": dict(fields)}])


def header_digest(key: str) -> str:
    """A header of any length as a key."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
