"""What was last told at each address of an endpoint, put together where one look did not see them all."""
