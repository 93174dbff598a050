"""The MDN HTTP Observatory beside capdo, on the same answers of servers on loopback."""
