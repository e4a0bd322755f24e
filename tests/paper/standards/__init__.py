"""A structural checker of PDF/A-3a and PDF/UA-1: a rule is a function, named by its clause."""
