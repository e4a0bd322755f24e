"""The figures that fairs publish, one a module: each defined, versioned, of one position."""
