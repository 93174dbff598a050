"""How much of what a run was to see it saw, what stood in the way, and whom to hand that to."""
