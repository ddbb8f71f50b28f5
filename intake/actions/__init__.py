"""What we do: each act one transaction, `by=` whom, its audit line and outbox message inside it."""
