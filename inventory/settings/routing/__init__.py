"""Imported data about routes: which networks announce which prefixes, and which are authorized to (RPKI)."""

from inventory.settings.routing.prefixes import PrefixTable
from inventory.settings.routing.routes import read_routes, route_files, routes_in
from inventory.settings.routing.vrps import MAX_LENGTH_BITS, read_vrps, vrp_file

__all__ = [
    "MAX_LENGTH_BITS",
    "PrefixTable",
    "read_routes",
    "read_vrps",
    "route_files",
    "routes_in",
    "vrp_file",
]
