"""One file an indicator, named as plans call it; ``inventory.targets.registry`` finds them."""
