"""Files that nobody links to, asked for and verified."""
