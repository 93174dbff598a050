"""Loopback addresses, listening sockets, and one client's connection, in clear or under TLS."""
