"""What the agents of the sample company are and can do, and where they work; keyed by their names."""

from dataclasses import dataclass

POSTS = (
    ("客服专员", "Service agent"),
    ("维修工程师", "Repair engineer"),
    ("财务专员", "Finance clerk"),
    ("物流专员", "Logistics clerk"),
    ("部门主管", "Head of department"),
)
SKILLS = (
    ("空调维修", "Air conditioner repair"),
    ("冰洗维修", "Fridge and washing machine repair"),
    ("燃气安全操作", "Gas safety"),
    ("投诉处理", "Complaint handling"),
    ("英语服务", "Service in English"),
)
SHANGHAI, SUZHOU = (
    (31.2304, 121.4737, "上海市黄浦区人民大道 200 号"),
    (31.2990, 120.5853, "苏州市姑苏区三香路"),
)
GUANGZHOU, SHENZHEN = (23.1291, 113.2644, "广州市越秀区中山五路"), (22.5431, 114.0579, "深圳市福田区福中路")


@dataclass(frozen=True, slots=True)
class Career:
    """Posts and skills by index; of a skill its level, and in how many days its certificate ends."""

    posts: tuple[int, ...]
    skills: tuple[tuple[int, int, int | None], ...] = ()
    place: tuple[float, float, str] | None = None


CAREERS = {
    "林晓": Career((0, 4), ((3, 5, None),), SHANGHAI),
    "陈雨": Career((0,), ((3, 4, None),), SHANGHAI),
    "赵启明": Career((0,), ((3, 2, None),), SHANGHAI),
    "周宁": Career((0,), ((3, 3, None), (4, 2, None)), SHANGHAI),
    "Emma Walsh": Career((0,), ((4, 5, None), (3, 3, None)), SHANGHAI),
    "李思远": Career((1, 4), ((0, 5, 420), (2, 4, 90)), SHANGHAI),
    "王珂": Career((1,), ((0, 4, 200), (1, 3, None)), SUZHOU),
    "黄志强": Career((1,), ((0, 3, 35), (1, 5, None), (2, 3, -20)), GUANGZHOU),
    "吴桐": Career((2, 4), (), SHANGHAI),
    "孙雅静": Career((2,), (), SHANGHAI),
    "马骏": Career((3, 4), (), SHENZHEN),
    "Daniel Reyes": Career((3,), ((4, 4, None),), SHENZHEN),
}
