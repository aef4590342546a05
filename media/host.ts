import type { ToHost } from "../src/shared/protocol.ts";

/** The way back to the extension; fire and forget. */
export interface Host {
  post(message: ToHost): void;
}

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

/** VS Code hands its API out once per page load; a second call throws. */
export function connectToHost(): Host {
  const api = acquireVsCodeApi();
  return { post: (message) => api.postMessage(message) };
}
