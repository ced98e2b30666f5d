export { ConditionBuilder } from "./ConditionBuilder";
export { isWhole, type TicketField, useTicketFields } from "./fields";
export {
  addPart,
  both,
  countLeaves,
  faultsByPart,
  type Group,
  newGroup,
  newLeaf,
  type Part,
  type Stored,
  toScreen,
  toStored,
} from "./tree";
