"""The parts, a file each: `measured(scale)` yields its rows."""
