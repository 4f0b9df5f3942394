"""Tables with an origin: read strictly, every rejected row named."""
