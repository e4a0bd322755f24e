"""The tables of the schema ``operations``: one noun a file, and the only code that knows them."""
