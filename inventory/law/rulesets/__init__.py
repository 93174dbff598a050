"""The legal rule sets that ship, one TOML file each."""
