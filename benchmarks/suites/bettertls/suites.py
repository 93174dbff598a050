"""The two suites of BetterTLS, and their bars: every case."""

from benchmarks.suites.bettertls import exported, name_constraints, path_building
from benchmarks.suites.pki.judging import published, run
from benchmarks.suites.suite import Suite, SuiteOptions, SuiteRun


def _name_constraints(options: SuiteOptions) -> SuiteRun:
    if file := published(options.sources, exported.FILE):
        return run(exported.cases(file, "nameconstraints"), "its own")
    return run(name_constraints.cases(), "rebuilt")


def _path_building(options: SuiteOptions) -> SuiteRun:
    if file := published(options.sources, exported.FILE):
        return run(exported.cases(file, "pathbuilding"), "its own")
    return run(path_building.cases(), "rebuilt")


NAME_CONSTRAINTS = Suite(
    name="bettertls-names",
    title="BetterTLS, name constraints",
    bar=9_491,
    judged_by="BetterTLS",
    run=_name_constraints,
)
PATH_BUILDING = Suite(
    name="bettertls-paths",
    title="BetterTLS, path building",
    bar=81,
    judged_by="BetterTLS",
    run=_path_building,
)
