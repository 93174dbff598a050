"""One TLS connection to a server, counted, timed and closed."""
