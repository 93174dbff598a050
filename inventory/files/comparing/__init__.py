"""What a file would change of what is stored: told before it happens."""
