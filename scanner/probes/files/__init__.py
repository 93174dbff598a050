"""Files, listings and login pages that nobody links to, each verified by its content."""

from scanner.probes.files.probing import probe

__all__ = ["probe"]
