"""The cyber-trust label (tín nhiệm mạng)."""
