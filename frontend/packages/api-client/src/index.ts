export { call } from "./call";
export { api, csrfToken, unwrap } from "./client";
export { type Keepable, keep, lineIsDown, setKeeper } from "./keeping";
export { ApiProblem, problemOf, staleByOneself } from "./problem";
export type * from "./types";
export { PRIORITIES } from "./types";
export { type UploadOptions, uploadFile } from "./upload";
