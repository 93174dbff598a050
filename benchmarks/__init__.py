"""What capdo costs and finds beside its peers, measured; no part of the package."""
