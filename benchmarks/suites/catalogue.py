"""The suites that there are, in the order in which they are run."""

from benchmarks.suites import badssl, frame_options, hsts
from benchmarks.suites.bettertls import suites as bettertls
from benchmarks.suites.limbo import suites as limbo
from benchmarks.suites.suite import Suite

SUITES: tuple[Suite, ...] = (
    bettertls.NAME_CONSTRAINTS,
    bettertls.PATH_BUILDING,
    limbo.LIMBO,
    badssl.SUITE,
    frame_options.SUITE,
    hsts.SUITE,
)
