import type { Browser } from "playwright-core";
import { launchChromium, provideChromium } from "../../host/chromium.ts";

let launching: Promise<Browser> | undefined;

/** The run's one browser: each Workbench gets a context of its own in it. */
export function sharedBrowser(): Promise<Browser> {
  launching ??= provideChromium(console.log).then(launchChromium);
  return launching;
}

export async function closeSharedBrowser(): Promise<void> {
  const browser = await launching;
  launching = undefined;
  await browser?.close();
}
