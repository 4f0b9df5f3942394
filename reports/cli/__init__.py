"""Words to calls, errors to exit codes. Each command imports what it needs when it is called."""
