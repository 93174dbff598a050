"""Tests of what is remembered of earlier looks."""
