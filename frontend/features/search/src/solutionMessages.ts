import { defineMessages } from "@relaydesk/i18n";

/** Words of the card with solved tickets like the one that is open. */
export const solutionMessages = defineMessages(
  {
    solutions: "类似的已解决工单",
    ask: "换个说法搜索解决方案",
    nothingLike: "没有主题相近的已解决工单，可以换个说法搜索。",
    nothing: "没有找到已解决的工单。",
    answer: "当时的答复",
    copy: "复制答复",
    copied: "已复制答复",
  },
  {
    solutions: "Solved tickets like this",
    ask: "Search solutions in other words",
    nothingLike: "No solved ticket has a subject like this; search in other words.",
    nothing: "No solved ticket was found.",
    answer: "What was answered",
    copy: "Copy the answer",
    copied: "Answer copied",
  },
);
