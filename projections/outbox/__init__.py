"""What is to be done because of what happened: written with the views, done by workers."""
