export { IntakePage } from "./IntakePage";
export { OutboxPage } from "./OutboxPage";
