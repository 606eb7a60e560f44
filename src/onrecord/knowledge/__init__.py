"""What the reader knows: data files that a researcher can edit, and the modules that look things up in them."""
