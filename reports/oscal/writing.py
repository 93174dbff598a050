"""The ground of both documents: identifiers that stay the same, texts as OSCAL has them, properties, days."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, Literal
from uuid import UUID, uuid5

from inventory.clock import zone
from inventory.safe_text import visible

Json = dict[str, Any]
OscalVersion = Literal["1.1.3", "1.2.1"]  # what is written is the same in both
NAMESPACE = UUID("5d0a9a0e-6a0c-5c0e-9d5c-3f6d5b1b7a11")  # of all identifiers here; never changes
NS = "urn:capdo:oscal"  # of properties that are capdo's own
EMPTY = "–"


def identifier(*parts: object) -> str:
    """The UUID of what these parts name: the same thing has the same one in every document (RFC 9562, v5)."""
    return str(uuid5(NAMESPACE, "\x1f".join(map(str, parts))))


def token(text: str) -> str:
    """A text as an OSCAL token: letters, digits, ``_ - .``, and no digit first."""
    plain = re.sub(r"[^A-Za-z0-9_.-]", "_", text)
    return plain if plain[:1].isalpha() or plain[:1] == "_" else f"_{plain}"


def control(catalogue: str, requirement: str) -> str:
    """What a requirement is called as a control: its catalogue and its code."""
    return token(f"{catalogue}_{requirement}")


def line(text: str) -> str:
    """A text on one line, never empty; what a server said can't act in it."""
    return " ".join(visible(text).split()) or EMPTY


def beginning(day: date) -> datetime:
    """The first moment of a day in Viet Nam."""
    return datetime.combine(day, time(), zone())


def moment(day: date) -> str:
    """The same as text."""
    return beginning(day).isoformat()


def prop(name: str, value: object) -> Json:
    """A property of capdo's own."""
    return {"name": token(name), "ns": NS, "value": line(str(value))}


def props(values: Mapping[str, object | None]) -> list[Json]:
    """Those that have a value."""
    return [prop(name, value) for name, value in values.items() if value is not None]


def filled(fields: Mapping[str, Any]) -> Json:
    """Without what is empty: OSCAL knows no empty list."""
    return {name: value for name, value in fields.items() if value not in (None, [], {}, "")}


def document(kind: str, content: Json) -> Json:
    """A whole document; its identifier changes when what it says does."""
    unsaid = {**content, "metadata": {**content["metadata"], "last-modified": None}}
    return {kind: {"uuid": identifier(kind, sorted_text(unsaid)), **content}}


def sorted_text(content: object) -> str:
    """The same content as the same text."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True)
