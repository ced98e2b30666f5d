"""A small cache inside the process for configuration that changes seldom."""

import threading
import time
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_R = TypeVar("_R")
_LIMIT = 1024
_stores: list[dict[object, tuple[float, object]]] = []


def cached(*, seconds: float = 1.0) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Remember a function's answers for `seconds` (at most this stale), by its hashable arguments.

    The answer is shared between threads and must not be mutated. At most 1,024 answers are kept. Errors are
    not remembered.
    """

    def decorate(function: Callable[_P, _R]) -> Callable[_P, _R]:
        store: dict[object, tuple[float, object]] = {}
        lock = threading.Lock()
        _stores.append(store)

        @wraps(function)
        def wrapper(*args: _P.args, **kwargs: _P.kwargs) -> _R:
            key = (args, tuple(sorted(kwargs.items())))
            found = store.get(key)
            if found is not None and found[0] > time.monotonic():
                return found[1]  # type: ignore[return-value]
            answer = function(*args, **kwargs)
            with lock:
                if len(store) >= _LIMIT:
                    store.clear()
                store[key] = (time.monotonic() + seconds, answer)
            return answer

        return wrapper

    return decorate


def clear_all() -> None:
    """Forget every cached answer (tests call it between cases, actions after changing configuration)."""
    for store in _stores:
        store.clear()
