"""A venue over HTTP: the people of a play sign in, each with means of their own, and ask an API."""
