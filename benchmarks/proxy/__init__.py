"""A TCP relay between a scanner and a server that counts what arrives and models the length of a path."""
