"""The desk's pages, `/desk/`: so far the one where a new member of staff chooses a password."""
