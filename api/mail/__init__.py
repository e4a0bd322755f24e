"""Messages to people: links, never terms; in English or Chinese; through the fair's SMTP server."""
