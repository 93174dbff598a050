"""Figures for Prometheus: those of the report, and how the program itself fares."""
