"""TLS on the HTTPS port."""
