"""Writing the file: page contents, fonts, structure, fields and the archival parts of a PDF."""
