"""More of a site than its start page, as six clients are shown it: a bounded walk."""

from scanner.probes.site.probing import probe
from scanner.probes.site.walk import REQUESTS, REQUESTS_BESIDE_FILES

__all__ = ["REQUESTS", "REQUESTS_BESIDE_FILES", "probe"]
