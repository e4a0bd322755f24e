"""What follows the signing: conditions met or waived, effectiveness, what is performed, the end."""
