"""Recall by technique and false alarms by kind, against the bars: ``python -m benchmarks.content``."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from random import Random
from typing import NamedTuple

from benchmarks.content import clean, tampered
from benchmarks.content.facts import facts_of
from benchmarks.content.site import Site
from checks import judging, profile, registry
from checks.model import FINDINGS

RECALL, PRECISION = 0.95, 0.98


class Told(NamedTuple):
    """What was said of one site: the checks that found something."""

    site: Site
    alarms: tuple[str, ...]


def tell(sites: Iterable[Site]) -> list[Told]:
    """Judge each of them."""
    checks = [check for check in registry.all_checks().values() if check.family == "content"]
    default = profile.load(profile.DEFAULT)
    return [
        Told(
            site,
            tuple(
                one.check for one in judging.judge(facts_of(site), checks, default) if one.outcome in FINDINGS
            ),
        )
        for site in sites
    ]


def main() -> int:
    """Print the figures; 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=5, help="tampered sites of each technique")
    parser.add_argument("--clean", type=int, default=1000)
    parser.add_argument("--list", action="store_true", help="name the sites that were told wrongly")
    options = parser.parse_args()
    bad = tell(tampered.sites(Random(options.seed), options.each))
    good = tell(clean.sites(Random(options.seed + 1), options.clean))
    _table(
        "tampered: found",
        Counter(one.site.technique for one in bad),
        Counter(one.site.technique for one in bad if one.alarms),
    )
    _table("clean: alarms", Counter(one.site.kind for one in good if one.alarms), Counter())
    wrong = [one for one in bad if not one.alarms] + [one for one in good if one.alarms]
    if options.list:
        sys.stdout.writelines(
            f"{one.site.name} {one.site.technique or one.site.kind} {one.alarms}\n" for one in wrong
        )
    return _figures(bad, good)


def _table(heading: str, of: Mapping[str, int], found: Mapping[str, int]) -> None:
    sys.stdout.write(f"{heading}\n")
    for name, count in of.items():
        sys.stdout.write(
            f"  {name:45} {found.get(name, 0) if found else count:4}{f' of {count}' if found else ''}\n"
        )


def _figures(bad: list[Told], good: list[Told]) -> int:
    found, alarms = sum(bool(one.alarms) for one in bad), sum(bool(one.alarms) for one in good)
    speaking = sum(bool(one.alarms) for one in good if one.site.kind in clean.SPEAKING)
    recall, precision = found / len(bad), found / max(1, found + alarms)
    sys.stdout.write(
        f"recall {recall:.3f} (bar {RECALL}): {found} of {len(bad)} tampered sites\nprecision "
        f"{precision:.3f} (bar {PRECISION}): {alarms} alarms on {len(good)} clean sites\n"
        f"alarms on pages that only speak of it: {speaking} (bar 0)\n"
    )
    return int(recall < RECALL or precision < PRECISION or speaking > 0)


if __name__ == "__main__":
    sys.exit(main())
