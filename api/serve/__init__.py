"""Everything on one machine: the processes of an installation, started, kept up and stopped."""
