"""The sheets and columns of an inventory as people see them, shared by reading, writing and the template."""
