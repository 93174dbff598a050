"""What a server's certificates say, and whether they can be trusted."""
