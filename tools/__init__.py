"""What `./relaydesk` does. Standard library only: it must run before anything is installed."""
