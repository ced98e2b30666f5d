"""What other modules may ask of search: functions on ids and contracts."""
