"""What each host of the lab is told to do."""
