import { mergeAttributes, Node } from "@tiptap/core";

/** A colleague who is mentioned: one piece, stored as the server knows it. */
export const MentionNode = Node.create({
  name: "mention",
  group: "inline",
  inline: true,
  atom: true,
  selectable: false,
  addAttributes: () => ({
    id: { parseHTML: (element) => element.getAttribute("data-mention"), renderHTML: () => ({}) },
    label: {
      parseHTML: (element) => (element.textContent ?? "").replace(/^@/, ""),
      renderHTML: () => ({}),
    },
  }),
  parseHTML: () => [{ tag: "span[data-mention]" }],
  renderHTML: ({ node, HTMLAttributes }) => [
    "span",
    mergeAttributes(HTMLAttributes, { "data-mention": String(node.attrs.id) }),
    `@${String(node.attrs.label)}`,
  ],
  renderText: ({ node }) => `@${String(node.attrs.label)}`,
});

/** A masked value of a saved reply: the server puts the real one in when the reply leaves. */
export const VariableNode = Node.create({
  name: "variable",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes: () => ({
    name: { parseHTML: (element) => element.getAttribute("data-var"), renderHTML: () => ({}) },
    shown: { parseHTML: (element) => element.textContent ?? "", renderHTML: () => ({}) },
  }),
  parseHTML: () => [{ tag: "span[data-var]" }],
  renderHTML: ({ node, HTMLAttributes }) => [
    "span",
    mergeAttributes(HTMLAttributes, { "data-var": String(node.attrs.name) }),
    String(node.attrs.shown),
  ],
  renderText: ({ node }) => String(node.attrs.shown),
});
