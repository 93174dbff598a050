"""What changed between two moments: of what stood then, endpoint by endpoint and check by check."""
