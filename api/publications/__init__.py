"""What a publication of figures says: made of a judged midnight, kept as it was signed off."""
