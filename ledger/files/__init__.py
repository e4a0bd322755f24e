"""Large files, sealed piece by piece outside the database, under the keys of their streams."""
