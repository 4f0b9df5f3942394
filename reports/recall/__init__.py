"""What a restated figure reaches: open editions, delivered ones, and their corrections."""
