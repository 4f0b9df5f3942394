"""One writer for a house: people's commands reach the service's user over a Unix socket."""
