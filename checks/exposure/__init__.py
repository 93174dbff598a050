"""What is open that should not be."""
