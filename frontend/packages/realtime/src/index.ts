export { type Change, type Connection, openStream } from "./stream";
export { useStream } from "./useStream";
