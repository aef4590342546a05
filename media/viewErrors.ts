import type { Host } from "./host.ts";

/** A page that fails on every frame must not flood the log. */
const MAX_REPORTS = 20;
const MAX_LENGTH = 4000;

/** Sends uncaught errors and violations of the page's policy to the host's log. */
export function reportViewErrors(host: Host, page: Window): void {
  let reports = 0;
  const report = (message: string) => {
    reports += 1;
    if (reports <= MAX_REPORTS) {
      host.post({ type: "viewError", message: message.slice(0, MAX_LENGTH) });
    }
  };
  page.addEventListener("error", (event) => {
    // The browser's own note that layout took two rounds; nothing is lost.
    if (!event.message.startsWith("ResizeObserver loop")) {
      report(describe(event.error ?? event.message));
    }
  });
  page.addEventListener("unhandledrejection", (event) => report(describe(event.reason)));
  page.addEventListener("securitypolicyviolation", (event) =>
    report(
      `Policy violated: ${event.effectiveDirective}, blocked ${event.blockedURI} ${event.sample}`.trim(),
    ),
  );
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
