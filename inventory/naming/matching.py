"""What a text names among some systems and bodies: by code, else by name, else by host."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from inventory.errors import InventoryError
from inventory.hosts import normalize_host
from inventory.model import Code, Inventory
from inventory.safe_text import quoted, visible
from inventory.wording.phrases import Joined, Phrase
from inventory.words import fold, suggestion

LISTED = 10  # candidates in a message
FEWEST_LETTERS = 3  # of a part of a name by which those that have it are proposed


class ItemKind(StrEnum):
    """What is asked for, as messages call it."""

    SYSTEM = "system"
    BODY = "organization"
    EITHER = "system or organization"


CALLED = {
    ItemKind.SYSTEM: Phrase("system"),
    ItemKind.BODY: Phrase("organization"),
    ItemKind.EITHER: Phrase("system or organization"),
}


@dataclass(frozen=True)
class Candidate:
    """What may be meant. ``is_gone``: removed from the inventory, so meant only where nothing else is."""

    kind: ItemKind
    code: Code
    name: str
    hosts: frozenset[str] = frozenset()
    is_gone: bool = False


def candidates_in(inventory: Inventory, kind: ItemKind = ItemKind.EITHER) -> list[Candidate]:
    """The systems, the organizations, or both."""
    systems = (
        Candidate(
            ItemKind.SYSTEM,
            system.code,
            system.name,
            frozenset(endpoint.host for endpoint in system.endpoints),
            system.removed_on is not None,
        )
        for system in inventory.systems
    )
    bodies = (Candidate(ItemKind.BODY, body.code, body.name) for body in inventory.organizations)
    return [one for one in (*systems, *bodies) if kind in (one.kind, ItemKind.EITHER)]


def meant(typed: str, candidates: Sequence[Candidate], kind: ItemKind, where: str = "") -> Candidate:
    """The one that is meant. ``where``: the option or argument, which begins the message.

    Raises:
        InventoryError: there is none, or there are several by that name or host; each is told then.

    """
    found = next((some for some in _by_each_way(typed, candidates) if some), [])
    living = [one for one in found if not one.is_gone] or found
    if len(living) == 1:
        return living[0]
    problem = _ambiguous(typed, living) if living else _unknown(typed, kind, candidates)
    raise InventoryError(Joined(filter(None, (where, problem)), ": "))


def _ambiguous(typed: str, living: Sequence[Candidate]) -> Phrase:
    return Phrase(
        "{typed} may mean each of these: name it by its code{listed}",
        typed=quoted(typed),
        listed=_listed(living),
    )


def _unknown(typed: str, kind: ItemKind, candidates: Sequence[Candidate]) -> Phrase:
    return Phrase(
        "there is no {kind} {typed} in the inventory{hint}",
        kind=CALLED[kind],
        typed=quoted(typed),
        hint=_hint(typed, candidates),
    )


def host_named(typed: str) -> str | None:
    """The host that a text names, alone or as a URL; None: it names none."""
    try:
        host = urlsplit(typed.strip()).hostname if "://" in typed else typed
        return normalize_host(host or "")
    except ValueError:
        return None


def _by_each_way(typed: str, candidates: Sequence[Candidate]) -> Iterator[list[Candidate]]:
    yield [one for one in candidates if one.code == typed]
    name, host = fold(typed), host_named(typed)
    yield [one for one in candidates if name in (fold(one.code), fold(one.name))]
    yield [one for one in candidates if host in one.hosts]


def _hint(typed: str, candidates: Sequence[Candidate]) -> Phrase:
    living = [one for one in candidates if not one.is_gone]
    part = fold(typed)
    if close := suggestion(typed, (one.code for one in living)):
        return close
    if having := [one for one in living if len(part) >= FEWEST_LETTERS and part in fold(one.name)]:
        return Phrase("; is one of these meant?{listed}", listed=_listed(having))
    return suggestion(typed, (one.name for one in living)) or Phrase("; see `capdo inventory list`")


def _listed(candidates: Iterable[Candidate]) -> str:
    lines = sorted(f"\n  {one.code} – {visible(one.name)}" for one in candidates)
    more = [f"\n  … (+{len(lines) - LISTED})"] if len(lines) > LISTED else []
    return "".join((*lines[:LISTED], *more))
