"""Measurements against the bars the project sets itself; run by hand, not by the tests."""
