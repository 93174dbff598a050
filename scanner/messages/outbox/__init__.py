"""What waits to be sent and was told: nothing twice, nothing lost."""
