export { AdminFrame } from "./AdminFrame";
