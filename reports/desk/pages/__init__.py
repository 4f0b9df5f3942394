"""The pages of the desk, a file for each group; ``registry`` lists their routes."""
