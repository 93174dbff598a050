"""How we look: probes, permission, limits, the engine and the record of its runs."""
