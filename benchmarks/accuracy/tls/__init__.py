"""The hosts of which TLS and certificates are judged."""
