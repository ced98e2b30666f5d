"""The columns of each kind of sheet, by their English and their Chinese names."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `required` ones must be there when a row is new."""

    key: str
    name: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class SheetKind:
    """A kind of sheet.

    Args:
        word: as addresses have it.
        max_rows: rows at most; kinds of which a house has few are written one by one.
    """

    word: str
    columns: tuple[Column, ...]
    max_rows: int


NAME, NAME_EN = Column("name", "名称", True), Column("name_en", "英文名称")
KINDS = {
    kind.word: kind
    for kind in (
        SheetKind(
            "departments",
            (
                NAME,
                NAME_EN,
                Column("parent", "上级部门"),
                Column("head", "负责人邮箱"),
                Column("deputies", "副职邮箱"),
            ),
            2_000,
        ),
        SheetKind(
            "teams",
            (
                Column("key", "标识", True),
                NAME,
                NAME_EN,
                Column("department", "部门"),
                Column("members", "成员邮箱"),
            ),
            2_000,
        ),
        SheetKind("posts", (NAME, NAME_EN), 2_000),
        SheetKind("skills", (NAME, NAME_EN), 2_000),
        SheetKind(
            "agents",
            (
                Column("email", "邮箱", True),
                Column("name", "姓名", True),
                Column("department", "部门"),
                Column("teams", "处理组标识"),
                Column("posts", "岗位"),
                Column("skills", "技能"),
                Column("address", "工作地址"),
                Column("latitude", "纬度"),
                Column("longitude", "经度"),
                Column("locale", "语言"),
                Column("timezone", "时区"),
                Column("active", "在职"),
            ),
            5_000,
        ),
        SheetKind(
            "companies",
            (
                NAME,
                Column("tier", "等级"),
                Column("domains", "邮箱域名"),
                Column("contract_from", "合同开始"),
                Column("contract_until", "合同结束"),
            ),
            20_000,
        ),
        SheetKind(
            "contacts",
            (
                Column("id", "编号"),
                Column("name", "姓名", True),
                Column("emails", "邮箱"),
                Column("phones", "电话"),
                Column("wechat", "微信"),
                Column("company", "客户公司"),
                Column("locale", "语言"),
            ),
            20_000,
        ),
    )
}
