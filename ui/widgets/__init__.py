"""What several pages show: an answer's control, a curve, a report, words from learners."""
