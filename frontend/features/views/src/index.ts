export { useViews, type View } from "./api";
export { type Current, currentOf, isChanged, nameOf } from "./current";
