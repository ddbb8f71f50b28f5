"""What every door passes: strict JSON, credentials, roles, limits, problems, ETags, pages."""
