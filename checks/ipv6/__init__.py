"""IPv6 readiness."""
