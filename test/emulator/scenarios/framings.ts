import { type Framing, oneLine } from "../plan.ts";
import type { Options, Scenario } from "./scenario.ts";

/** Changes how events become bytes; only for event streams, as a JSON array has but one form. */
function reframed(
  fields: Omit<Scenario, "apply">,
  change: (framing: Framing, options: Options) => Partial<Framing>,
): Scenario {
  return {
    ...fields,
    apply: (plan, options) =>
      plan.framing.contentType === "text/event-stream"
        ? { ...plan, framing: { ...plan.framing, ...change(plan.framing, options) } }
        : plan,
  };
}

/** Scenarios that change the bytes around an answer and leave the answer as it is. */
export const framings = {
  gzip: {
    summary: "the reply is compressed, flushed at every event",
    apply: (plan) => ({ ...plan, framing: { ...plan.framing, gzip: true } }),
  },
  "tiny-chunks": {
    summary: "each network write carries N bytes",
    usage: "bytes=1",
    bare: "bytes",
    apply: (plan, options) => ({
      ...plan,
      framing: { ...plan.framing, bytesPerWrite: Math.max(1, options.number("bytes", 1)) },
    }),
  },
  "done-sentinel": reframed({ summary: "ends with data: [DONE], as proxies do" }, () => ({
    close: "data: [DONE]\r\n\r\n",
  })),
  comments: reframed({ summary: "keep-alive comment lines between the events" }, (framing) => ({
    open: ": connected\r\n\r\n",
    frame: (chunk, index) => `: keepalive ${index}\r\n\r\n${framing.frame(chunk, index)}`,
  })),
  "no-space": reframed({ summary: "no blank after data:" }, () => ({
    frame: (chunk) => `data:${oneLine(chunk)}\r\n\r\n`,
  })),
  "several-lines": reframed({ summary: "each event is spread over several data lines" }, () => ({
    frame: (chunk) =>
      `${JSON.stringify(chunk, undefined, 2)
        .split("\n")
        .map((line) => `data: ${line}`)
        .join("\r\n")}\r\n\r\n`,
  })),
  "line-ends": reframed(
    { summary: "lines end with LF or CR instead of CRLF", usage: "with=LF", bare: "with" },
    (_framing, options) => {
      const end = options.text("with", "LF").toUpperCase() === "CR" ? "\r" : "\n";
      return { frame: (chunk) => `data: ${oneLine(chunk)}${end}${end}` };
    },
  ),
  "no-last-blank": reframed({ summary: "the last event lacks its closing blank line" }, () => ({
    frame: (chunk, index) => `${index === 0 ? "" : "\r\n\r\n"}data: ${oneLine(chunk)}`,
  })),
  "byte-order-mark": reframed({ summary: "the stream begins with a byte order mark" }, () => ({
    open: "\ufeff",
  })),
} satisfies Readonly<Record<string, Scenario>>;
