"""Backups of the whole database, verified when they are made and again when they are restored."""
