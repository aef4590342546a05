import type { ToHost } from "../src/shared/protocol.ts";
import type { PageMemory } from "./pageMemory.ts";

/** The way back to the extension; fire and forget. */
export interface Host {
  post(message: ToHost): void;
}

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** VS Code hands its API out once per page load; a second call throws. */
export function connectToHost(): { readonly host: Host; readonly memory: PageMemory } {
  const api = acquireVsCodeApi();
  return {
    host: { post: (message) => api.postMessage(message) },
    memory: {
      read: () => {
        const state = api.getState();
        return Array.isArray(state) ? state.filter((name) => typeof name === "string") : [];
      },
      write: (names) => api.setState(names),
    },
  };
}
