"""What changes an executed agreement: which text it changes, and what is in force then."""
