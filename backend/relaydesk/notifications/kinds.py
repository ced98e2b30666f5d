"""The kinds of notices that there are. Modules above add theirs through `public.register_kind`."""

from relaydesk.notifications.contracts import Channel, Kind

_kinds: dict[str, Kind] = {}


def register_kind(kind: Kind) -> Kind:
    """Make a kind known, in the order in which the settings list them.

    Raises:
        ValueError: its key is taken.
    """
    if kind.key in _kinds:
        raise ValueError(f"notice kind {kind.key} is registered twice")
    _kinds[kind.key] = kind
    return kind


def unregister_kind(key: str) -> None:
    """Forget a kind (for tests that register their own)."""
    _kinds.pop(key, None)


def kind_of(key: str) -> Kind | None:
    """The kind registered under a key, or None when this release does not know it."""
    return _kinds.get(key)


def all_kinds() -> list[Kind]:
    """Every kind."""
    return list(_kinds.values())


_APP = frozenset({Channel.APP})
_SEEN = frozenset({Channel.APP, Channel.PUSH})
_ALL = frozenset(Channel)
# Fields by their keys: `tickets.permissions` is no door, and a key is what roles store.
_MESSAGES, _STOPWATCHES, _SATISFACTION = "tickets.messages", "tickets.stopwatches", "tickets.satisfaction"

ASSIGNED = register_kind(
    Kind(
        "assigned",
        "分派给我的工单",
        "A ticket is assigned to me",
        "{by} 把工单分派给您",
        "{by} assigned the ticket to you",
        channels=_ALL,
    )
)
TEAM = register_kind(
    Kind(
        "team",
        "我的处理组收到工单",
        "My team gets a ticket",
        "工单来到处理组 {team}",
        "The team {team_en} got the ticket",
        channels=_APP,
    )
)
ANSWERED = register_kind(
    Kind(
        "answered",
        "请求人回复",
        "The requester answers",
        "请求人回复了",
        "The requester answered",
        channels=_SEEN,
        field=_MESSAGES,
    )
)
MENTIONED = register_kind(
    Kind(
        "mentioned",
        "有人 @ 我",
        "Somebody mentions me",
        "{by} 在备注中提到了您",
        "{by} mentioned you in a note",
        channels=_ALL,
        field=_MESSAGES,
    )
)
NOTED = register_kind(
    Kind(
        "noted",
        "我处理或关注的工单有新备注",
        "A note on a ticket of mine or that I watch",
        "{by} 写了备注",
        "{by} wrote a note",
        channels=_APP,
        field=_MESSAGES,
    )
)
STATUS = register_kind(
    Kind(
        "status",
        "我处理或关注的工单状态变更",
        "The status of a ticket of mine or that I watch changes",
        "{by} 把状态改为{category}",
        "{by} changed the status to {category_en}",
        channels=_APP,
    )
)
REMINDER = register_kind(
    Kind(
        "sla_reminder",
        "时效即将到期",
        "A time limit comes near",
        "{measure}时限将到",
        "The time limit for the {measure_en} comes near",
        channels=_SEEN,
        field=_STOPWATCHES,
    )
)
BREACH = register_kind(
    Kind(
        "sla_breach",
        "时效超时",
        "A time limit is passed",
        "{measure}已超时",
        "The time limit for the {measure_en} is passed",
        channels=_ALL,
        field=_STOPWATCHES,
        urgent=True,
    )
)
SURVEY = register_kind(
    Kind(
        "survey",
        "收到满意度评价",
        "A requester answers the survey",
        "请求人回答了满意度调查",
        "The requester answered the survey",
        channels=_APP,
        field=_SATISFACTION,
    )
)
WATCHING = register_kind(
    Kind(
        "watching",
        "被添加为关注人",
        "Somebody lets me watch a ticket",
        "{by} 请您关注工单",
        "{by} asked you to watch the ticket",
        channels=_APP,
    )
)
