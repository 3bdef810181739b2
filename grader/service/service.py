"""What one can ask of the program."""
