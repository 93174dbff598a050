"""The suite of x509-limbo, with Chromium's answers as what is expected, and its bar: every case."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

from benchmarks.suites.limbo import published
from benchmarks.suites.limbo.expected import Expected, expected
from benchmarks.suites.limbo.rebuilt.cases import all_cases
from benchmarks.suites.limbo.served import ServedCase
from benchmarks.suites.pki import chromium
from benchmarks.suites.pki.judging import PkiCase, run
from benchmarks.suites.pki.judging import published as found_in
from benchmarks.suites.suite import Origin, Suite, SuiteOptions, SuiteRun

AT_ONCE = 2  # browsers


def _limbo(options: SuiteOptions) -> SuiteRun:
    known = expected()
    file = found_in(options.sources, published.FILE)
    origin: Origin = "its own" if file else "rebuilt"
    served = list(published.cases(file) if file else all_cases())
    left_out = [f"{one.name}: {known.left_out[one.name]}" for one in served if one.name in known.left_out]
    served = [one for one in served if one.name not in known.left_out]
    if options.chromium:
        known = _asked_anew(served, known)
    stricter = [
        f"{case}: loaded by the browser, rightly refused: {why}" for case, why in known.stricter.items()
    ]
    found = run(judgeable(served, known), origin)
    return replace(found, left_out=tuple(left_out), notes=tuple(stricter))


def judgeable(served: Iterable[ServedCase], known: Expected) -> Iterator[PkiCase]:
    """The cases with what is expected of them, at the present time."""
    for one in served:
        yield PkiCase(
            name=one.name,
            sent=one.sent,
            roots=one.roots,
            host=one.host,
            expected=known.of(one.name),
            moment=datetime.now(UTC),
        )


def _asked_anew(served: list[ServedCase], known: Expected) -> Expected:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = pool.map(lambda one: chromium.ask(one.sent, one.key, one.roots, one.host)[0], served)
        asked = {one.name: answer for one, answer in zip(served, answers, strict=True)}
    return replace(known, browser=chromium.version(), answers=asked)


LIMBO = Suite(
    name="limbo",
    title="x509-limbo, as Chromium judges it",
    bar=142,
    judged_by="Chromium",
    run=_limbo,
)
