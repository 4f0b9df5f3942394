"""What is wrong with a newsletter as mail: read from the finished bytes, as a mail reader meets them."""
