"""What pages of auditors show, made of what the interface answers: values in, values out."""
