"""The certificates a TLS server presents."""
