"""What checker.py re-validates certificates with: plain values to many digits, and nothing of the analysis."""
