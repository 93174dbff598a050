"""How a day, a moment and its time zone are written."""

from datetime import date, datetime

from inventory import clock
from inventory.model import Language


def day(value: date | None, language: Language) -> str | None:
    """A day as dd/mm/yyyy in Vietnamese, as ISO 8601 in English."""
    if value is None:
        return None
    return value.strftime("%d/%m/%Y") if language == "vi" else value.isoformat()


def moment(value: datetime, language: Language) -> str:
    """Day and minute in the zone of ``clock.zone``, which a screen names once (``zone_name``)."""
    local = clock.local(value)
    return f"{day(local.date(), language)} {local:%H:%M}"


def zone_name(language: Language) -> str:
    """``giờ Việt Nam``, ``Viet Nam time``; another zone by its own name."""
    key = clock.zone().key
    if language == "vi":
        return f"giờ {'Việt Nam' if key == clock.VIETNAM else key}"
    return f"{'Viet Nam' if key == clock.VIETNAM else key} time"
