"""Phrases as a database keeps them, so that what went wrong can be told later in either language."""

import json
from collections.abc import Mapping
from datetime import date

from inventory.wording.phrases import Foreign, Joined, Phrase, PhrasedError

SENTENCE, VALUES, QUOTED, PARTS, BETWEEN, DAY = "sentence", "values", "quoted", "parts", "between", "day"


def kept(phrase: Phrase) -> str:
    """As it is stored."""
    return json.dumps(_plain(phrase), ensure_ascii=False)


def read_kept(text: str) -> Phrase:
    """What was stored; a text of before phrases were is quoted as it is."""
    try:
        stored = json.loads(text)
    except ValueError:
        return Foreign(text)
    read = _read(stored) if isinstance(stored, dict) else None
    return read if isinstance(read, Phrase) else Foreign(text)


def _plain(value: object) -> object:
    match value:
        case PhrasedError():
            plain = _plain(value.phrase)
        case Foreign():
            plain = {QUOTED: value.template}
        case Joined():
            plain = {PARTS: [_plain(part) for part in value.parts], BETWEEN: value.template}
        case Phrase():
            values = {name: _plain(one) for name, one in value.values.items()}
            plain = {SENTENCE: value.template, VALUES: values}
        case date():
            plain = {DAY: value.isoformat()}
        case list() | tuple():
            plain = [_plain(part) for part in value]
        case _:
            plain = value if isinstance(value, int | float) else str(value)
    return plain


def _read(stored: object) -> object:
    if isinstance(stored, list):
        return [_read(part) for part in stored]
    return _read_phrase(stored) if isinstance(stored, dict) else stored


def _read_phrase(stored: Mapping[str, object]) -> object:
    match stored:
        case {"quoted": str(text)}:
            return Foreign(text)
        case {"parts": list(parts), "between": str(between)}:
            return Joined(map(_read, parts), between)
        case {"sentence": str(sentence), "values": dict(values)}:
            return Phrase(sentence, **{str(name): _read(value) for name, value in values.items()})
        case {"day": str(day)}:
            return date.fromisoformat(day)
    return str(stored)
