"""What is looked at with the owner's word alone."""
