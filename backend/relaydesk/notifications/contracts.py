"""What crosses the border of notifications: channels, kinds of notices, and what a notice says."""

from dataclasses import dataclass
from enum import StrEnum


class Channel(StrEnum):
    """A way by which a notice reaches a person."""

    APP = "app"
    MAIL = "mail"
    PUSH = "push"


class Digest(StrEnum):
    """How often mails go out: each at once, or gathered."""

    EACH = "each"
    HOURLY = "hourly"
    DAILY = "daily"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of notice 通知类型, and the channels that it takes when nobody has chosen others.

    Args:
        key: stable, like `mentioned`; later modules begin theirs with their own name.
        name, name_en: as the settings call it.
        sentence, sentence_en: what happened; `{by}` is who did it, other words come from the notice.
        channels: by default.
        field: the field that tells as much; who may not see it is told nothing.
        urgent: may break through quiet hours, if the person chose so.
    """

    key: str
    name: str
    name_en: str
    sentence: str
    sentence_en: str
    channels: frozenset[Channel] = frozenset({Channel.APP})
    field: str | None = None
    urgent: bool = False
