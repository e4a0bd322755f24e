"""The frame of the HTTP interface: what every endpoint of ``api/routes`` stands in."""
