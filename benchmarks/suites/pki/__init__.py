"""What the suites of certificates share: making odd ones, and having chains judged as a scan does."""
