"""What other modules may ask of workbench: nothing; it stands at the top and shows."""
