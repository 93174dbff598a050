"""The catalogues of requirements that ship, as dated data: ``*.toml``."""
