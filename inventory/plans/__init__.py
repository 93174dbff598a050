"""Target plans, one TOML file each; ``inventory.plan`` reads them."""
