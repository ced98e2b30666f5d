"""Finding one route among hundreds without trying them all.

Django tries its patterns one after the other: with 200 routes that took a sixth of the time of a small
request. Here only those are tried whose first segment and number of segments fit the path.
"""

from collections.abc import Sequence
from typing import Any

from django.urls import Resolver404, ResolverMatch, URLPattern, URLResolver
from django.urls.converters import PathConverter
from django.urls.resolvers import RoutePattern

ANY_NUMBER = -1


class IndexedResolver(URLResolver):
    """A resolver of many patterns below one prefix that hands a path to the few which could match it."""

    def __init__(
        self, prefix: str, patterns: Sequence[URLPattern | URLResolver], app_name: str, namespace: str
    ) -> None:
        """Sort the patterns.

        Args:
            prefix: what stands before all of them, with its slash: `api/v1/`.
            patterns: in the order in which Django would try them.
            app_name: of the routes' names.
            namespace: of the routes' names.
        """
        super().__init__(RoutePattern(prefix), list(patterns), app_name=app_name, namespace=namespace)
        self._prefix = prefix
        self._keys = [_key_of(one) for one in patterns]
        self._parts: dict[tuple[str | None, int], URLResolver] = {}
        self._firsts = {first for first, _ in self._keys}
        self._most = max((number for _, number in self._keys), default=0)

    def resolve(self, path: str) -> ResolverMatch:
        """Find the view of a path.

        Raises:
            Resolver404: none of the patterns matches.
        """
        path = str(path)
        if not path.startswith(self._prefix):
            raise Resolver404({"path": path})
        rest = path[len(self._prefix) :]
        first = rest.partition("/")[0]
        key = (first if first in self._firsts else None, min(rest.count("/"), self._most + 1))
        part = self._parts.get(key)
        if part is None:
            part = self._parts[key] = self._part(*key)
        return part.resolve(path)

    def _part(self, first: str | None, number: int) -> URLResolver:
        """The resolver of the patterns that a path with this first segment and so many slashes may match."""
        fitting = [
            pattern
            for pattern, (its_first, its_number) in zip(self.url_patterns, self._keys, strict=True)
            if its_first in (None, first) and its_number in (ANY_NUMBER, number)
        ]
        return URLResolver(self.pattern, fitting, app_name=self.app_name, namespace=self.namespace)


def _key_of(pattern: URLPattern | URLResolver) -> tuple[str | None, int]:
    """A pattern's first segment (None: any) and number of slashes (`ANY_NUMBER`)."""
    route: Any = pattern.pattern
    if not isinstance(pattern, URLPattern) or not isinstance(route, RoutePattern):
        return None, ANY_NUMBER
    text = str(route)
    first = text.partition("/")[0]
    takes_any = any(isinstance(one, PathConverter) for one in route.converters.values())
    number = ANY_NUMBER if takes_any else text.count("/")
    return (None if "<" in first else first), number
