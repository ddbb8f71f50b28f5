"""What a door may be sent: JSON texts, right and wrong, texts that upset careless code, and bodies to put them in."""
