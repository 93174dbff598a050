"""Messages after each run and each call: whoever must act is told, and the operator of outages."""

from collections.abc import Callable, Collection, Sequence

from sqlalchemy import Engine as Database

from checks.model import Language
from inventory.clock import Clock, now
from inventory.settings.vantage import INTERNET
from inventory.wording.phrases import Phrase
from scanner.errors import ScannerError
from scanner.messages.operator_news import OperatorNews, tell_operator
from scanner.messages.sending import send_due
from scanner.outages.recording import Outage, every_outage


def send(database: Database, tell: Callable[[str], None], clock: Clock = now, lang: Language = "vi") -> None:
    """Send what is due. What could not be delivered is told in a line, and tried again by a later call.

    Raises:
        InventoryError: the database cannot be read or written.

    """
    try:
        for outage in _newest_outages(database):
            where = "" if outage.vantage == INTERNET else f"{outage.vantage}: "
            detail = f"{where}{outage.detail}"
            tell_operator(database, OperatorNews.OUTAGE, outage.begun_at, detail, clock=clock, language=lang)
        failures: Sequence[Phrase] = send_due(database, clock, language=lang).failures
    except ScannerError as error:  # settings of which one is missing
        failures = [error.phrase]
    for failure in failures:
        tell(failure.to(lang))


def _newest_outages(database: Database) -> Collection[Outage]:
    """Of each vantage one lasts at most; those before were told."""
    return {outage.vantage: outage for outage in reversed(every_outage(database))}.values()
