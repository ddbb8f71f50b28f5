"""The desk's pages, `/desk/`: so far those of one's own account, from the first password to the second factor."""
