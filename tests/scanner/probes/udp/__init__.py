"""What UDP services answer strangers."""
