"""``capdo audit``: one host, looked at as any browser would, and shown in the form that is asked for."""
