"""What is looked at with the owner's word alone: ports, UDP services, and files that nobody links to."""
