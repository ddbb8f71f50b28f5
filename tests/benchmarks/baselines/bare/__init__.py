"""The least that Django can do: read the body, keep it with one INSERT. No user, no checks, no rules, no trail."""
