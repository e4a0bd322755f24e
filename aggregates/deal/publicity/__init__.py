"""What of a deal may be published: the consent of each side, and what is kept confidential."""
