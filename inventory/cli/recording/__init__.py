"""Recording what happened, and correcting it."""
