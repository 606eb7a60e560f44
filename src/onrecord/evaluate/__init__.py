"""How good it is: scorers and quality floors; anybody can score a gold set of their own."""
