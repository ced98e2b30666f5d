"""The door of `dispatch`."""

from relaydesk.dispatch.actions.keep_load import recount_loads as _recount_loads


def recount_loads() -> int:
    """Count what every agent carries anew; call it after tickets were written past the actions (COPY).

    Returns how many counts were wrong.
    """
    return _recount_loads()
