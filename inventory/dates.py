"""How a day is written."""

from datetime import date

from inventory.model import Language


def day(value: date | None, language: Language) -> str | None:
    """A day as dd/mm/yyyy in Vietnamese, as ISO 8601 in English."""
    if value is None:
        return None
    return value.strftime("%d/%m/%Y") if language == "vi" else value.isoformat()
