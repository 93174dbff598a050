"""Target plans, one TOML file each; ``inventory.targets.plan`` reads them."""
