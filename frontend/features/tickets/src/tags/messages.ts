import { defineMessages } from "@relaydesk/i18n";

/** Words of the page of tags. */
export const messages = defineMessages(
  {
    tags: "标签",
    tags_words: "标签 改名 合并标签 bq",
    hint: "把写法不同的标签合并成一个，或改名。改名作用于所有工单，也包括您看不到的；共享视图的条件一起更新。",
    find: "按名称查找",
    none: "还没有标签",
    noneHint: "在工单的属性里添加标签后，会列在这里。",
    name: "标签",
    count: "工单数",
    more: "{n}+",
    rename: "改名为",
    renameHint: "改成已有的标签，就是把两个合并成一个。",
    others: "一起合并的标签",
    othersHint: "这些标签也改成上面的名称。",
    saved: "正在把标签改为“{to}”，完成后列表会更新",
  },
  {
    tags: "Tags",
    tags_words: "tags rename merge labels",
    hint: "Let tags that mean the same become one, or rename them. It reaches every ticket, also those that you do not see; conditions of views follow.",
    find: "By name",
    none: "No tags yet",
    noneHint: "Tags given in the properties of a ticket stand here.",
    name: "Tag",
    count: "Tickets",
    more: "{n}+",
    rename: "New name",
    renameHint: "The name of another tag lets the two become one.",
    others: "Merge these too",
    othersHint: "These tags get the name above as well.",
    saved: "Renaming to “{to}”; the list follows when it is done",
  },
);
