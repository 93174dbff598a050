"""Which entries of the catalogue are about a product: by vendor and product, as it names no versions."""

from collections.abc import Iterable

from checks.exposure._versions import BANNERS, Software, software_of
from checks.facts import Facts, KevEntry


def concerning(entries: Iterable[KevEntry], facts: Facts) -> tuple[KevEntry, ...]:
    """Those about products whose version some banner of the endpoint tells."""
    products = {one.product for one in software_of(facts)}
    return tuple(entry for entry in entries if any(is_about(entry, product) for product in products))


def entries_of(entries: Iterable[KevEntry], one: Software) -> list[KevEntry]:
    """Those about one program, newest first."""
    return sorted((entry for entry in entries if is_about(entry, one.product)), key=_added, reverse=True)


def is_about(entry: KevEntry, product: str) -> bool:
    """Whether vendor and product are those that the table has for it."""
    named = BANNERS.kev.get(product)
    if named is None:
        return False
    vendor, words = named
    return entry.vendor.lower().startswith(vendor) and words in entry.product.lower()


def _added(entry: KevEntry) -> tuple[str, str]:
    return entry.added.isoformat(), entry.cve
