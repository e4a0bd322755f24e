"""A typed client of the HTTP interface; what it can ask is made from the OpenAPI document."""
