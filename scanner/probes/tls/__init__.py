"""What a TLS server accepts and presents."""
