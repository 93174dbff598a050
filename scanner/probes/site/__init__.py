"""More of a site than its start page, as six clients are shown it: a bounded walk."""

from scanner.probes.site.probing import probe

__all__ = ["probe"]
