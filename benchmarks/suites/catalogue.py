"""The suites that there are, in the order in which they are run."""

from benchmarks.suites.suite import Suite

SUITES: tuple[Suite, ...] = ()
