export { Stopwatches } from "./Stopwatches";
