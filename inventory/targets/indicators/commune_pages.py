"""Row 14 of Decision 180: communes with a page of their own."""

from datetime import date

from inventory.model import Inventory, Text
from inventory.targets.counting import Count, Situation
from inventory.targets.indicator import Counted, Indicator, Recorded


def commune_pages(situation: Situation) -> Count:
    """Communes that exist on the day, with a page of their own or a section on another body's portal."""
    communes = situation.communes
    reached = frozenset(code for code, commune in communes.items() if commune.has_page(situation.as_of))
    return Count(reached=reached, waiting=communes.keys() - reached, order=lambda _code: 0)


def first_dated_page(inventory: Inventory, _recorded: Recorded) -> date | None:
    """A web page without a date was always there, so history begins with the first that has one."""
    pages = [body.web_page_since for body in inventory.organizations if body.web_page and body.web_page_since]
    return min(pages, default=None)


INDICATOR = Indicator(
    key="commune-pages",
    title=Text(vi="Trang thông tin cấp xã", en="Communes with a page"),
    count=commune_pages,
    counted=Counted.ORGANIZATIONS,
    begins=first_dated_page,
    reads=frozenset(),
)
