"""Which system or body is meant: people type its code, its name, or a host of its."""
