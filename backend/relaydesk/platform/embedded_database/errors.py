"""What the bundled database says when it cannot do its work."""


class DatabaseError(Exception):
    """The bundled PostgreSQL cannot be prepared, started or stopped; the text is meant for the operator."""
