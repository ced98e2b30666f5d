export { call } from "./call";
export { api, csrfToken, unwrap } from "./client";
export { ApiProblem, problemOf } from "./problem";
export type * from "./types";
export { PRIORITIES } from "./types";
export { type UploadOptions, uploadFile } from "./upload";
