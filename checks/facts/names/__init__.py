"""What the domain name system, and its servers, say of a name: its zone, its signatures, its mail."""
