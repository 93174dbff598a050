"""The DNSSEC probe: zones signed and broken in every way, served by Knot DNS on loopback."""
