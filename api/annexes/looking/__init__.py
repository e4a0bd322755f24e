"""Looking into files of others before anybody else does."""
