"""Which sensitivity labels there are; `access`, which keeps them, lies above and says so on start."""

from collections.abc import Callable, Collection

Labels = Callable[[], Collection[str]]
_labels: Labels | None = None


def set_labels(labels: Labels) -> None:
    """Register how the keys of all labels are found; called once by `access` on start."""
    global _labels
    _labels = labels


def is_label(key: str) -> bool:
    """Whether there is such a label; without `access` there is none."""
    return _labels is not None and key in _labels()
