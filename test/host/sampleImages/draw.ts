// node test/host/sampleImages/draw.ts: draws the pictures of the sample workspace anew.
import path from "node:path";
import { launchChromium, provideChromium } from "../chromium.ts";
import { repository } from "../paths.ts";
import { boats } from "./boats.ts";
import { lighthouse } from "./lighthouse.ts";
import { tideChart } from "./tideChart.ts";

const pictures = [
  { name: "lighthouse.png", svg: lighthouse, height: 800, options: { type: "png" } },
  { name: "tide-chart.png", svg: tideChart, height: 640, options: { type: "png" } },
  { name: "boats.jpg", svg: boats, height: 800, options: { type: "jpeg", quality: 85 } },
] as const;

const browser = await launchChromium(await provideChromium(console.log));
for (const { name, svg, height, options } of pictures) {
  const page = await browser.newPage({ viewport: { width: 1200, height } });
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
  await page.screenshot({ path: path.join(repository, "test/fixtures/workspace/images", name), ...options });
  await page.close();
}
await browser.close();
