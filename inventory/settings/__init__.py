"""What a database says of itself: its plans, its letterhead and the bodies that it names."""
