"""How many endpoints a minute one machine can look at: ``make bench-fleet``."""
