import type { Browser } from "playwright-core";
import { launchChromium, provideChromium } from "../../host/chromium.ts";
import { registerWebviewSelectors } from "./webviews.ts";

let launching: Promise<Browser> | undefined;

async function launch(): Promise<Browser> {
  await registerWebviewSelectors();
  return launchChromium(await provideChromium(console.log));
}

/** The run's one browser: each Workbench gets a context of its own in it. */
export function sharedBrowser(): Promise<Browser> {
  launching ??= launch();
  return launching;
}

export async function closeSharedBrowser(): Promise<void> {
  const browser = await launching;
  launching = undefined;
  await browser?.close();
}
