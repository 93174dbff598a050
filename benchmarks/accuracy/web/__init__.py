"""The hosts of which the web, names, ports and IPv6 are judged."""
