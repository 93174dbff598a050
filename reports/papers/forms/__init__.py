"""The texts of the forms, as data: ``NN.toml`` each, ``parts.toml`` what they share, ``variables.toml``."""
