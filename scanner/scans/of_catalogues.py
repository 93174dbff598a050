"""What an imported catalogue says of what was seen: no host is touched for it."""

from functools import lru_cache
from pathlib import Path

from checks.exposure._kev import concerning
from checks.facts import Facts, KevEntry, KevFacts, NotTested
from checks.facts.target import DETAIL_LENGTH
from checks.model import Reason
from inventory.errors import InventoryError
from inventory.settings.kev import read_catalogue
from scanner.look import NOT_WANTED, Look

NO_CATALOGUE = NotTested(
    reason=Reason.NOT_REQUESTED, detail="no catalogue is set: capdo settings set kev.file"
)


def known_exploited(look: Look, facts: Facts) -> KevFacts | NotTested:
    """The entries about the products that these facts name."""
    path = look.context.settings.kev_file
    if not look.wants(KevFacts):
        return NOT_WANTED
    if path is None:
        return NO_CATALOGUE
    try:
        version, entries = _entries(path, path.stat().st_mtime_ns)
    except (InventoryError, OSError) as error:
        return NotTested(reason=Reason.UNREADABLE, detail=str(error)[:DETAIL_LENGTH])
    return KevFacts(catalogue=version, entries=concerning(entries, facts))


@lru_cache(maxsize=1)
def _entries(path: Path, _changed: int) -> tuple[str, tuple[KevEntry, ...]]:
    """Read once a run, and again when the file is another."""
    catalogue = read_catalogue(path)
    return catalogue.version, tuple(
        KevEntry(cve=row.cve, vendor=row.vendor, product=row.product, added=row.added)
        for row in catalogue.rows
    )
