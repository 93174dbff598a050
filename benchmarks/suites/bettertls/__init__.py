"""BetterTLS (https://bettertls.com): name constraints, and path building among branches."""
