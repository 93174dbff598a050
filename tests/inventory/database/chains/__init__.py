"""The chains over what is kept outside the approval log."""
