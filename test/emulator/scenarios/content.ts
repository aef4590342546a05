import { callPart, declarationsOf } from "../answers/functions.ts";
import { generatedImage } from "../answers/pictures.ts";
import { generatedSound } from "../answers/sounds.ts";
import { hopFrom, withCheckpoints } from "../continuation.ts";
import { lastUserText } from "../request.ts";
import type { FunctionDeclaration } from "../wire.ts";
import { hostileMarkdown } from "./hostile.ts";
import { type Saying, withAnswer } from "./say.ts";
import type { Options, Scenario, Situation } from "./scenario.ts";

function answering(
  fields: Omit<Scenario, "apply">,
  answer: (options: Options, situation: Situation) => Saying,
): Scenario {
  return {
    ...fields,
    apply: (plan, options, situation) => withAnswer(plan, answer(options, situation), situation),
  };
}

/** Called when a request declares no function of its own. */
const weather: FunctionDeclaration = {
  name: "get_weather",
  parameters: { type: "OBJECT", properties: { city: { type: "STRING" }, days: { type: "INTEGER" } } },
};

function longText(bytes: number): string {
  let text = "";
  for (let i = 0; text.length < bytes; i += 1) {
    text += i % 20 === 0 ? `## Section ${i / 20 + 1}\n\n` : "";
    text +=
      `Paragraph ${i + 1} of a long answer from the offline emulator: some **bold** words, some \`code\`, ` +
      "and [a link](https://example.com/), so that a renderer has work to do.\n\n";
  }
  return text.slice(0, bytes);
}

/** Scenarios about what the answer holds. */
export const content = {
  "hostile-markdown": answering(
    {
      summary:
        "HTML, scripts, javascript: links, remote images, bidirectional text, deep nesting, an open fence",
    },
    () => ({ parts: [{ text: hostileMarkdown }] }),
  ),
  long: answering({ summary: "an answer of N KB of Markdown", usage: "kb=200", bare: "kb" }, (options) => ({
    parts: [{ text: longText(1024 * options.number("kb", 200)) }],
    tokensPerChunk: 16,
  })),
  "big-event": answering(
    { summary: "one event of N MB: generated audio", usage: "mb=4", bare: "mb" },
    (options) => {
      const bytes = Buffer.alloc(Math.floor((options.number("mb", 4) * 2 ** 20 * 3) / 4), "emulated sound");
      return {
        parts: [
          { inlineData: { mimeType: "audio/L16;codec=pcm;rate=24000", data: bytes.toString("base64") } },
        ],
      };
    },
  ),
  image: answering({ summary: "a generated picture between two texts" }, (_options, { request }) => ({
    parts: [
      { text: "Here is the picture:\n\n" },
      generatedImage(lastUserText(request)),
      { text: "Made offline." },
    ],
  })),
  sound: answering(
    { summary: "N seconds of generated sound", usage: "seconds=2", bare: "seconds" },
    (options) => ({ parts: [generatedSound(options.number("seconds", 2))] }),
  ),
  calls: answering(
    { summary: "N parallel function calls with ids, the first one signed", usage: "count=2", bare: "count" },
    (options, { model, request }) => {
      const declared = declarationsOf(request);
      const declarations = declared.length > 0 ? declared : [weather];
      return {
        parts: Array.from({ length: options.number("count", 2) }, (_, i) =>
          callPart(declarations[i % declarations.length] ?? weather, lastUserText(request), model, i === 0),
        ),
      };
    },
  ),
  "code-execution": answering({ summary: "code that the model ran, and its result" }, () => ({
    parts: [
      { text: "I compute it:\n\n" },
      { executableCode: { language: "PYTHON", code: "total = sum(range(1, 11))\nprint(total)" } },
      { codeExecutionResult: { outcome: "OUTCOME_OK", output: "55\n" } },
      { text: "The sum of the numbers from 1 to 10 is **55**." },
    ],
  })),
  "tool-trace": answering({ summary: "a tool used on the server's side: its call and its response" }, () => ({
    parts: [
      { toolCall: { id: "t1", toolType: "GOOGLE_SEARCH_WEB", args: { queries: ["zürich fluss"] } } },
      { toolResponse: { id: "t1", toolType: "GOOGLE_SEARCH_WEB", response: { results: 3 } } },
      { text: "I found three pages." },
    ],
  })),
  thoughts: answering({ summary: "thoughts before and between the texts, asked for or not" }, () => ({
    parts: [
      { thought: true, text: "**First thoughts**\n\nWhat is the question?\n\n" },
      { text: "A first sentence. " },
      { thought: true, text: "**Second thoughts**\n\nIs that right?\n\n" },
      { text: "A second sentence." },
    ],
  })),
  continuation: {
    summary: "a long answer in several hops: finish reason CONTINUATION, go on with the token",
    usage: "hops=3 thinking=0",
    bare: "hops",
    apply: (plan, options, { request }) => {
      if (request.continuationToken !== undefined) {
        return plan;
      }
      const hops = Math.max(1, options.number("hops", 3));
      const ends = Array.from({ length: hops - 1 }, (_, i) =>
        Math.floor((plan.chunks.length * (i + 1)) / hops),
      );
      // A hop can be spent on thinking alone.
      const hopEnds = options.number("thinking", 0) > 0 ? [0, ...ends] : ends;
      return { ...plan, chunks: hopFrom({ at: 0, hopEnds }, plan.chunks) };
    },
  },
  checkpoints: {
    summary: "tokens in the midst of the stream, then a TCP reset; goes on from the newest token",
    usage: "every=2 after=5 times=1",
    times: 1,
    apply: (plan, options) => ({
      ...plan,
      chunks: withCheckpoints(plan.chunks, Math.max(1, options.number("every", 2))).slice(
        0,
        options.number("after", 5),
      ),
      ending: "reset",
    }),
  },
} satisfies Readonly<Record<string, Scenario>>;
