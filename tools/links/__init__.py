"""What fits the checker's links: texts, made passages, the model of links and that of errors, and a trial."""
