"""What a zone's own name servers, its parent's, and the names that it leads to say of it."""

from scanner.probes.zone.probing import probe

__all__ = ["probe"]
