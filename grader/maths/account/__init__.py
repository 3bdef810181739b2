"""What is known of an activation, in words: on the page and in the terminal the same ones."""
