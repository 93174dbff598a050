"""What is protected, and what was decided about it."""
