export { BenchPage, type BenchPageProps } from "./bench/BenchPage";
export { LISTS, type List } from "./bench/lists";
