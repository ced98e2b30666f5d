export { type Current, currentOf, isChanged, nameOf } from "./current";
export { useViews, type View } from "./useViews";
