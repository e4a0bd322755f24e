"""What pages of deals show, made of what the interface answers: values in, values out."""
