"""The REST door, `/api/v1/`: JSON in and out, nothing decided here."""
