"""The hosts of badssl.com, rebuilt on loopback: each with the one thing that is wrong with it, or none."""

from benchmarks.suites.badssl.running import SUITE

__all__ = ["SUITE"]
