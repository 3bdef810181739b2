"""What one can ask of the program.  Command line, HTTP and pages speak to a `Service` and to nothing behind it."""
