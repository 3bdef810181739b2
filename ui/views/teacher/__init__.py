"""What teachers see."""
