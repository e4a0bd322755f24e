"""The deal file: a deal written down by hand, to be played. See ``docs/reference/deal-file.md``."""
