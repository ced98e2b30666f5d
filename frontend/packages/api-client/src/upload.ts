import { csrfToken } from "./client";
import { ApiProblem } from "./problem";
import type { Attachment } from "./types";

export interface UploadOptions {
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/** Uploads one file. XMLHttpRequest, because fetch tells nothing about what has been sent. */
export function uploadFile(file: File, { onProgress, signal }: UploadOptions): Promise<Attachment> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/v1/files");
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.responseType = "json";
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      const ok = request.status >= 200 && request.status < 300;
      if (ok) resolve(request.response as Attachment);
      else reject(new ApiProblem(request.status, (request.response ?? {}) as Record<string, unknown>));
    };
    request.onerror = () => reject(new ApiProblem(0, { title: "offline" }));
    request.onabort = () => reject(new DOMException("cancelled", "AbortError"));
    signal.addEventListener("abort", () => request.abort());
    const form = new FormData();
    form.append("file", file, file.name || "image.png");
    request.send(form);
  });
}
