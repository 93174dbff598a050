"""Headers whose values are Structured Fields (RFC 9651), read as strictly as browsers read them."""

from dataclasses import dataclass
from typing import Any

from http_sf import StructuredFieldError, Token, parse
from http_sf.types import BareItemType


@dataclass(frozen=True)
class Member:
    """What stands at one key, without parameters: one item, or the items of an inner list."""

    items: tuple[BareItemType, ...]
    is_list: bool

    def has_token(self, name: str) -> bool:
        """Whether an item is this token: ``self`` is one, ``"self"`` in quotes is a string."""
        return any(isinstance(item, Token) and str(item) == name for item in self.items)

    @property
    def strings(self) -> tuple[str, ...]:
        """The items in quotes."""
        return tuple(item for item in self.items if isinstance(item, str))


def dictionary(value: str) -> dict[str, Member] | None:
    """A header's dictionary, in order; None when it is malformed, so that browsers ignore all of it.

    Of a repeated key the last value counts (RFC 9651 section 4.2.2).
    """
    try:
        parsed = parse(value.encode("utf-8", "replace"), tltype="dictionary")
    except StructuredFieldError:
        return None
    assert isinstance(parsed, dict)  # noqa: S101 - what was asked for
    return {key: _member(found) for key, found in parsed.items()}


def _member(found: object) -> Member:
    """The parser gives each value with its parameters: ``(item, {})``, or ``([(item, {}), …], {})``."""
    value = _bare(found)
    if isinstance(value, list):
        return Member(tuple(_bare(item) for item in value), is_list=True)
    return Member((value,), is_list=False)


def _bare(item: object) -> Any:  # noqa: ANN401 - whatever type an item is of
    return item[0] if isinstance(item, tuple) else item
