"""The keys under which contents are stored: to destroy one erases what it sealed."""
