"""How messages read: their words in both languages, plain text and simple HTML."""
