import { ApiError } from "../api/http.js";
import { t } from "../texts/texts.js";

export interface Upload {
  path: string;
  file: File;
  /** From 0 to 1. */
  progress: (share: number) => void;
}

/**
 * Sends a file as it is, and tells how much of it is there, which `fetch` cannot. It has no time limit of its own: the answer comes
 * when the file was worked through. @throws ApiError
 */
export function upload({ path, file, progress }: Upload): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api${path}`);
    request.setRequestHeader("content-type", "application/zip");
    request.setRequestHeader("accept", "application/json");
    request.upload.addEventListener("progress", ({ loaded, total }) =>
      progress(total === 0 ? 0 : loaded / total),
    );
    request.addEventListener("load", () => {
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(new ApiError(request.status, documentOf(request.responseText)));
    });
    request.addEventListener("error", () =>
      reject(new ApiError(0, { code: "offline", detail: t.shell.offline })),
    );
    request.send(file);
  });
}

function documentOf(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
