"""What somebody with write access to the database or the decision files may do, and what gives it away."""
