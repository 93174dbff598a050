"""``nmap --script ssl-enum-ciphers -oX``."""

from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from benchmarks.findings import VERSIONS, Findings, group_name, suite_name

CURVE = "ecdh_"


def parse_nmap(text: str) -> Findings:
    """Accepted suites, and the groups met on the way; the script looks at no certificates."""
    tables = [table for table in fromstring(text).iter("table") if table.get("key") in VERSIONS]
    exchanges = (each for table in tables for each in _elements(table, "kex_info"))
    return Findings(
        suites={
            str(table.get("key")): frozenset(suite_name(name) for name in _elements(table, "name"))
            for table in tables
        },
        # "rsa 2048" and "dh 2048" are sizes, and no group
        groups=frozenset(group_name(each.removeprefix(CURVE)) for each in exchanges if " " not in each),
    )


def _elements(table: Element, key: str) -> list[str]:
    return [element.text or "" for element in table.iter("elem") if element.get("key") == key]
