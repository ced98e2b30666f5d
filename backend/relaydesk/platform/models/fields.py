"""Column types that Django lacks."""

from typing import Any

from django.db import models


class Xid8Field(models.Field):  # type: ignore[type-arg]
    """PostgreSQL's 64-bit transaction id (`xid8`), read as an integer."""

    def db_type(self, connection: Any) -> str:
        """Name the column type."""
        return "xid8"

    def from_db_value(self, value: Any, expression: object, connection: object) -> int | None:
        """Read the text form that the driver hands over."""
        return None if value is None else int(value)

    def get_prep_value(self, value: Any) -> Any:
        """Write it as text, which PostgreSQL casts."""
        return None if value is None else str(value)


class CurrentXid(models.Func):
    """The default of the log's `xid` column: the transaction that writes the row."""

    function = "pg_current_xact_id"
    output_field = Xid8Field()
