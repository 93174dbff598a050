"""The commands of the inventory and of approvals, and what they show."""
