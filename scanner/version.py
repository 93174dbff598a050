"""The name under which this program signs what it finds."""

from importlib.metadata import version

SCANNER = f"capdo {version('capdo')}"
