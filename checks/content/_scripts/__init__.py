"""What scripts write and where they send a visitor, told by rewriting their text: nothing is run."""
