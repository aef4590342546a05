/**
 * node test/host/sampleMedia/draw.ts: makes the sample workspace's document anew, and the frames of the recordings in
 * `test/fixtures/media/frames`, which are not kept. What is kept of them was made by ffmpeg 5.1, and the memo by
 * espeak-ng 1.51, all in `test/fixtures/workspace/media` and ffmpeg with
 * `-fflags +bitexact -flags:a +bitexact -map_metadata -1`:
 *
 *   ffmpeg -framerate 10 -i ../../media/frames/%03d.png -pix_fmt yuv420p -crf 30 -movflags +faststart bug-recording.mp4
 *   espeak-ng -v en-gb -s 145 -w memo.wav "Note to myself. The tide board breaks on the twenty-fifth. I press next day, and
 *     every height turns into not a number. Perhaps the moon's wave has no phase after midnight. Look at extremes, in
 *     tides dot T S."
 *   ffmpeg -i memo.wav -b:a 32k voice-memo.mp3
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { launchChromium, provideChromium } from "../chromium.ts";
import { repository } from "../paths.ts";
import { bugRecordingFrame } from "./bugRecording.ts";
import { tideTables } from "./tideTables.ts";

const docs = path.join(repository, "test/fixtures/workspace/docs");
mkdirSync(docs, { recursive: true });
writeFileSync(path.join(docs, "tide-tables.pdf"), tideTables());

const frames = path.join(repository, "test/fixtures/media/frames");
mkdirSync(frames, { recursive: true });
const framesPerSecond = 10;
const browser = await launchChromium(await provideChromium(console.log));
const page = await browser.newPage({ viewport: { width: 640, height: 400 } });
for (let i = 0; i < 5 * framesPerSecond; i += 1) {
  await page.setContent(bugRecordingFrame(i / framesPerSecond));
  await page.screenshot({ path: path.join(frames, `${String(i).padStart(3, "0")}.png`) });
}
await browser.close();
