"""The compiled statements of all databases of one kind, whoever opened them."""

from typing import Any

from sqlalchemy.util import LRUCache

STATEMENTS = 2000  # at most so many are kept


class CompiledOnce(LRUCache[tuple[Any, ...], Any]):
    """SQLAlchemy's cache of an engine, for many engines, whose dialects are objects of one kind.

    Most tests open a database of their own, and to compile its statements took half of their time.
    """

    def __init__(self) -> None:
        super().__init__(STATEMENTS)

    def get(self, key: tuple[Any, ...], default: Any = None) -> Any:
        """What was compiled for such a dialect, if anything was."""
        return super().get(_of_kind(key), default)

    def __setitem__(self, key: tuple[Any, ...], value: Any) -> None:
        super().__setitem__(_of_kind(key), value)


def _of_kind(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect, *statement = key
    return type(dialect), *statement
