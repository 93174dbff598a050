"""What people see: view models and one renderer each."""
