"""One grammar for every condition: views, rules, SLA choice, dispatch, reports (ARCHITECTURE, section 8).

A condition is JSON: groups `{"and": […]}`, `{"or": […]}`, `{"not": …}` and leaves
`{"field": …, "operator": …, "value": …}`. `parse` checks it against the fields that modules registered;
`to_sql` and `holds` ask it of rows and of one subject in memory, and agree.
"""

from relaydesk.platform.conditions.context import Context
from relaydesk.platform.conditions.fields import Choice, Field, FieldRegistry
from relaydesk.platform.conditions.kinds import Comparison, Kind, operators_of
from relaydesk.platform.conditions.memory import holds, predicate
from relaydesk.platform.conditions.parsing import parse
from relaydesk.platform.conditions.sql import to_sql
from relaydesk.platform.conditions.tree import ALWAYS, Node, fields_of

__all__ = [
    "ALWAYS",
    "Choice",
    "Comparison",
    "Context",
    "Field",
    "FieldRegistry",
    "Kind",
    "Node",
    "fields_of",
    "holds",
    "operators_of",
    "parse",
    "predicate",
    "to_sql",
]
