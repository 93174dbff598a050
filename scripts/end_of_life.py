"""Writes checks/exposure/end-of-life.toml from the tables beside this script.

    python scripts/end_of_life.py                       from the tables as they are checked in
    python scripts/end_of_life.py --from CHECKOUT DAY   after taking cycles.csv anew from a checkout

The checkout is of github.com/endoflife-date/endoflife.date (MIT), of that day.

``own.csv`` and ``distributions.csv`` are kept by hand: what that project does not have, and which versions
distributions still maintain, each with its source and the day on which that was read. ``confidence``:
"stated" there, or "assumed", where the makers state no end (then it is the day on which the next line was
out), or where it was not found whether a package is maintained for as long as its distribution.
"""

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import yaml

HOUSE = Path(__file__).parents[1]
TABLES = Path(__file__).parent / "end_of_life"
CYCLES, OWN, DISTRIBUTIONS = TABLES / "cycles.csv", TABLES / "own.csv", TABLES / "distributions.csv"
WRITTEN = HOUSE / "checks" / "exposure" / "end-of-life.toml"
COLUMNS = ("product", "name", "cycle", "ended", "extended", "cpe", "page", "seen")
NUMERIC = re.compile(r"(\d+(?:\.\d+)*)(?:-sp\d+(?:-\w+)?)?")  # service packs are of one cycle
PRODUCTS = (
    "apache-http-server",
    "dovecot",
    "drupal",
    "elasticsearch",
    "exim",
    "gitlab",
    "grafana",
    "haproxy",
    "jenkins",
    "joomla",
    "jquery",
    "mariadb",
    "memcached",
    "mongodb",
    "moodle",
    "mssqlserver",
    "mysql",
    "nginx",
    "openssl",
    "php",
    "phpmyadmin",
    "postfix",
    "proftpd",
    "python",
    "redis",
    "squid",
    "tomcat",
    "typo3",
    "umbraco",
    "wordpress",
    "zabbix",
)
Row = dict[str, str]


def main(arguments: list[str]) -> int:
    """Refresh where asked to, then write."""
    if arguments[:1] == ["--from"] and len(arguments) == 3:  # noqa: PLR2004 - the option and its two values
        rows = list(taken(Path(arguments[1]), date.fromisoformat(arguments[2])))
        with CYCLES.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    elif arguments:
        sys.stderr.write("usage: end_of_life.py [--from CHECKOUT YYYY-MM-DD]\n")
        return 2
    WRITTEN.write_text(written(), encoding="utf-8")
    return 0


def taken(checkout: Path, day: date) -> Iterator[Row]:
    """The release cycles of the products that banners tell, newest first."""
    for product in PRODUCTS:
        text = (checkout / "products" / f"{product}.md").read_text(encoding="utf-8")
        front = yaml.safe_load(text.split("---\n")[1])
        shared = {
            "product": product,
            "name": front["title"],
            "cpe": _cpe(front.get("identifiers", ())),
            "page": f"https://endoflife.date{front['permalink']}",
            "seen": day.isoformat(),
        }
        for cycle, releases in _by_cycle(front["releases"]).items():
            last = max(releases, key=lambda release: str(_day(release["eol"]) or "9"))
            dates = {"ended": _day(last["eol"]), "extended": _day(last.get("eoes", ""))}
            yield {**shared, "cycle": cycle, **dates}


def _by_cycle(releases: Iterable[dict[str, object]]) -> dict[str, list[dict[str, object]]]:
    cycles = defaultdict[str, list[dict[str, object]]](list)
    for release in releases:
        if (number := NUMERIC.fullmatch(str(release["releaseCycle"]))) is not None:
            cycles[number[1]].append(release)
    return cycles


def _day(value: object) -> str:
    """A date; "ended" where it is known to be over and not since when; "" while it is maintained."""
    return value.isoformat() if isinstance(value, date) else "ended" if value is True else ""


def _cpe(identifiers: Iterable[Row]) -> str:
    names = [one["cpe"] for one in identifiers if "cpe" in one]
    return next((name for name in names if name.startswith("cpe:2.3:")), "")


def rows_of(path: Path) -> list[Row]:
    """A table's rows."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written() -> str:
    """The TOML: of each product its name, CPE, source and cycles."""
    rows = [*rows_of(CYCLES), *rows_of(OWN)]
    lines = [
        "# Written by scripts/end_of_life.py from the tables beside it; not to be edited here.",
        f"date = {max(row['seen'] for row in rows)}",
        'source = "endoflife.date (MIT), and the makers\' own pages that each product names"',
    ]
    for product in sorted({row["product"] for row in rows}):
        lines += _product(product, [row for row in rows if row["product"] == product])
    for row in rows_of(DISTRIBUTIONS):
        lines += ["", "[[distributions]]", *(f'{key} = "{row[key]}"' for key in ("product", "version", "by"))]
        lines += [f"until = {row['until']}", f'source = "{row["source"]}"', f"seen = {row['seen']}"]
        lines.append(f'confidence = "{row["confidence"]}"')
    return "\n".join(lines) + "\n"


def _product(product: str, rows: list[Row]) -> Iterator[str]:
    yield from ("", f"[products.{product}]")
    yield from (f'{key} = "{rows[0][key].replace(chr(92), chr(92) * 2)}"' for key in ("name", "cpe", "page"))
    yield f"seen = {rows[0]['seen']}"
    yield f'confidence = "{rows[0].get("confidence", "stated")}"'
    yield from ("", f"[products.{product}.cycles]")
    for row in rows:
        ended = row["ended"] if row["ended"] not in ("", "ended") else '"ended"' if row["ended"] else '""'
        extended = f", extended = {row['extended']}" if row["extended"] else ""
        yield f'"{row["cycle"]}" = {{ ended = {ended}{extended} }}'


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
