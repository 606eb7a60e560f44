"""What the record says when it is asked as a whole: timeline, the network of actors on a day, disputes."""
