"""What other modules may ask of replies."""
