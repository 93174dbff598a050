"""The wire format of a TLS handshake's first flights (RFC 8446, 5246, 6101 and SSL 2.0). No sockets here."""
