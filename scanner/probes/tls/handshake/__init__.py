"""One handshake: what is offered and what the server answers."""
