import { isObject } from "../../../emulator/validate/protoJson.ts";
import type { JsonObject } from "../../../emulator/wire.ts";
import type { Google } from "./google.ts";
import type { Sent } from "./sent.ts";

/** One thing that a client of Google's does otherwise than Castor, and why that is well. */
export interface Difference {
  readonly client: Google;
  /** A header, or a field of the request. */
  readonly where: string;
  readonly theirs: string;
  readonly castors: string;
  readonly why: string;
  /** Makes of theirs what Castor sends in this one respect, and leaves all else as it is. */
  readonly settle: (theirs: Sent, castors: Sent) => Sent;
}

const both: readonly Google[] = ["@google/genai", "@google/generative-ai"];

const isCount = ({ path }: Sent) => path.endsWith(":countTokens");

/** The request to generate, which a count may carry within. */
function requestIn({ body }: Sent): JsonObject {
  return isObject(body.generateContentRequest) ? body.generateContentRequest : body;
}

/** With another value for one field of the request; undefined leaves the field out. */
function withField(sent: Sent, name: string, value: unknown): Sent {
  const { [name]: _old, ...others } = requestIn(sent);
  const request = value === undefined ? others : { ...others, [name]: value };
  const isWithin = isObject(sent.body.generateContentRequest);
  return { ...sent, body: isWithin ? { ...sent.body, generateContentRequest: request } : request };
}

function withoutHeader(name: string): Difference["settle"] {
  return (sent) => {
    const { [name]: _left, ...headers } = sent.headers;
    return { ...sent, headers };
  };
}

/** An object or a list with nothing in it is left out. */
function withoutEmpty(name: string): Difference["settle"] {
  return (sent) => {
    const value = requestIn(sent)[name];
    return JSON.stringify(value) === "{}" || JSON.stringify(value) === "[]"
      ? withField(sent, name, undefined)
      : sent;
  };
}

function withoutInstructionRole(expected: string): Difference["settle"] {
  return (sent) => {
    const { systemInstruction } = requestIn(sent);
    if (!isObject(systemInstruction) || systemInstruction.role !== expected) {
      return sent;
    }
    const { role: _role, ...instruction } = systemInstruction;
    return withField(sent, "systemInstruction", instruction);
  };
}

/** What a client cannot count is taken from Castor's own request. */
function counted(name: string): Difference["settle"] {
  return (sent, castors) => {
    const missing = isCount(sent) && !(name in requestIn(sent)) && name in requestIn(castors);
    return missing ? withField(sent, name, requestIn(castors)[name]) : sent;
  };
}

export const differences: readonly Difference[] = [
  ...both.flatMap((client) =>
    ["x-goog-api-client", "user-agent"].map((header): Difference => ({
      client,
      where: `header ${header}`,
      theirs: "names the client or its runtime",
      castors: "sends none",
      why: "it is telemetry, which the service does not need to answer",
      settle: withoutHeader(header),
    })),
  ),
  ...(
    [
      ["@google/genai", "generationConfig"],
      ["@google/generative-ai", "generationConfig"],
      ["@google/generative-ai", "safetySettings"],
    ] as const
  ).map(([client, field]): Difference => ({
    client,
    where: field,
    theirs: "sends it empty where nothing is set",
    castors: "leaves it out",
    why: "nothing set is the service's own default either way",
    settle: withoutEmpty(field),
  })),
  ...(
    [
      ["@google/genai", "user"],
      ["@google/generative-ai", "system"],
    ] as const
  ).map(([client, role]): Difference => ({
    client,
    where: "systemInstruction.role",
    theirs: `says ${role}`,
    castors: "sends none",
    why: "the service ignores the role of a system instruction",
    settle: withoutInstructionRole(role),
  })),
  {
    client: "@google/generative-ai",
    where: "contents[].role of responses",
    theirs: "says function",
    castors: "says user",
    why: "the older name is still taken, the newer one is what the service documents",
    settle: (sent) => {
      const { contents } = requestIn(sent);
      const renamed = (Array.isArray(contents) ? (contents as JsonObject[]) : []).map((content) =>
        content.role === "function" ? { ...content, role: "user" } : content,
      );
      return withField(sent, "contents", renamed);
    },
  },
  {
    client: "@google/genai",
    where: "contents of a count",
    theirs: "stand by themselves",
    castors: "stand in a generateContentRequest that names its model",
    why: "only a whole request counts all that will be sent",
    settle: (sent) => {
      const { contents, ...others } = sent.body;
      const model = /models\/[^:]+/.exec(sent.path)?.[0];
      return isCount(sent) && contents !== undefined
        ? { ...sent, body: { ...others, generateContentRequest: { model, contents } } }
        : sent;
    },
  },
  ...["systemInstruction", "generationConfig", "safetySettings", "tools", "toolConfig"].map(
    (name): Difference => ({
      client: "@google/genai",
      where: `${name} of a count`,
      theirs: "cannot be sent to this API",
      castors: "is counted too",
      why: "a count without it can be too small",
      settle: counted(name),
    }),
  ),
];
