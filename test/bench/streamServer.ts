// node streamServer.ts: answers every request with the work in its path; prints its port.
import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { setInterval } from "node:timers/promises";
import { type StreamWork, workOf } from "./streamWork.ts";

const paceMs = 5;
const joinedBytes = 64 * 1024;
const words = "a few words of it ";

function partOf(kind: StreamWork["kind"], content: string): object {
  return kind === "text" ? { text: content } : { inlineData: { mimeType: "image/png", data: content } };
}

function eventOf({ kind, count }: StreamWork, index: number, content: string): string {
  const last = index === count - 1;
  const chunk = {
    candidates: [
      {
        content: { parts: [partOf(kind, content)], role: "model" },
        index: 0,
        ...(last && { finishReason: "STOP" }),
      },
    ],
    usageMetadata: { promptTokenCount: 4, candidatesTokenCount: index, totalTokenCount: index + 4 },
    modelVersion: "gemini-flash-latest",
    responseId: "bench",
  };
  return `data: ${JSON.stringify(chunk)}\r\n\r\n`;
}

function contentOf({ kind, length }: StreamWork): string {
  const unit = kind === "text" ? words : "iVBORw0KGgoAAAANSUhEUg";
  return unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
}

function* eventsOf(work: StreamWork): Generator<string> {
  const content = contentOf(work);
  for (let index = 0; index < work.count; index++) yield eventOf(work, index, content);
}

function* joined(events: Iterable<string>): Generator<string> {
  let together = "";
  for (const event of events) {
    together += event;
    if (together.length >= joinedBytes) {
      yield together;
      together = "";
    }
  }
  yield together;
}

async function writeAll(response: http.ServerResponse, pieces: Iterable<string>): Promise<void> {
  for (const piece of pieces) {
    if (piece !== "" && !response.write(piece)) await once(response, "drain");
  }
}

/** Each event tells when it was written: `process.hrtime`, which on one machine is the same clock in every process. */
async function writePaced(response: http.ServerResponse, work: StreamWork): Promise<void> {
  let index = 0;
  for await (const _ of setInterval(paceMs)) {
    response.write(eventOf(work, index, `sent ${process.hrtime.bigint()} ${contentOf(work)}`));
    index++;
    if (index === work.count) return;
  }
}

const server = http.createServer((request, response) => {
  const work = workOf(request.url ?? "");
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  const written =
    work.written === "paced"
      ? writePaced(response, work)
      : writeAll(response, work.written === "joined" ? joined(eventsOf(work)) : eventsOf(work));
  void written.then(() => response.end());
  request.resume();
});
await once(server.listen(0, "127.0.0.1"), "listening");
console.log((server.address() as AddressInfo).port);
