"""The codes of renamed systems. A system's first code is its key in every table, for good.

The log's hashes cover that code, so the log is never rewritten; people read and write the present code. A
code that a system once had stays its own: nothing else may be called so.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, select

from inventory.database.tables import FormerCodeRow, SystemRow
from inventory.model import Code


def present_codes(connection: Connection) -> Mapping[Code, Code]:
    """The present code of each renamed system by its key."""
    query = select(SystemRow.code, SystemRow.present_code).where(SystemRow.present_code.is_not(None))
    return {key: present for key, present in connection.execute(query) if present}


def keys_by_code(connection: Connection) -> Mapping[Code, Code]:
    """The key of each renamed system by every code that it has or had, where that is another."""
    former = connection.execute(select(FormerCodeRow.code, FormerCodeRow.system))
    present = {present: key for key, present in present_codes(connection).items()}
    return {**{code: key for code, key in former if code != key}, **present}


def former_codes(connection: Connection) -> Mapping[Code, Code]:
    """The present code of a renamed system by each code that it had before."""
    present = present_codes(connection)
    former = connection.execute(select(FormerCodeRow.code, FormerCodeRow.system))
    return {code: present.get(key, key) for code, key in former if code != present.get(key, key)}
