"""Who must say yes inside a principal or a government before signing opens."""
