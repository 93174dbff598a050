"""How evidence reads in one line."""

import json

from pydantic import JsonValue

from checks.judging import EACH_KEY


def evidence_line(evidence: dict[str, JsonValue]) -> str:
    """Evidence as ``key: value; key: value``. What a server said stays as it is: renderers make it inert."""
    entries = {
        key: value for key, value in evidence.items() if key != EACH_KEY and value not in (None, [], {}, "")
    }
    return "; ".join(f"{key}: {_value(value)}" for key, value in entries.items())


def _value(value: JsonValue) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(str(item) for item in value)
    return json.dumps(value, ensure_ascii=False)
