"""Tests of benchmarks/suites."""
