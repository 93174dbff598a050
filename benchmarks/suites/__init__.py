"""Test suites that others wrote, run against the code that a scan judges with."""
