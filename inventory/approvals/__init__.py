"""What was decided about each system: the log of events, its rules, and the status that follows."""
