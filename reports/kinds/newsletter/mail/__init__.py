"""A newsletter as mail: HTML, plain text, a draft message, and what each platform is handed."""
