"""Servers of which the truth is known, and whether ``capdo audit`` tells it every time."""
