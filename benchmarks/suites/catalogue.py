"""The suites that there are, in the order in which they are run."""

from benchmarks.suites import badssl, frame_options, hsts
from benchmarks.suites.suite import Suite

SUITES: tuple[Suite, ...] = (badssl.SUITE, frame_options.SUITE, hsts.SUITE)
