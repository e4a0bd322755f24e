"""A PDF, read by a grammar that has one spelling for each thing and leaves no octet unexplained.

Only files as this product writes them are read: a base with one classic cross-reference table,
then incremental updates, each with its own. What other readers tolerate, repair or read in two
ways (comments, second definitions of a key or an object, escapes that are not needed, object
streams, hybrid tables, encryption, octets that belong to no object) is refused. So what is shown
here about a file holds in every reader that keeps to the standard.

Everything takes time and memory in proportion to the file, within the limits stated.
"""
