"""Lists of systems: which are asked for, in which form they are shown, and whose a host is."""
