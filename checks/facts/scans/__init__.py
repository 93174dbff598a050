"""What scans of ports and of UDP services say of the addresses that they asked."""
