import { ownSignatures, withStandIns } from "./signatures.ts";
import type { HistoryTurn } from "./signatures.ts";
import type { Content, Part } from "./wire.ts";
import type { FunctionCall, FunctionResponse } from "./wireParts.ts";

/** What the response to a call says that nobody ran. */
const NOT_RUN = { error: "The call was not carried out." };

/** Fields that say something about a part and are not its data. Others may come that are. */
const METADATA: ReadonlySet<string> = new Set([
  "thought",
  "thoughtSignature",
  "partMetadata",
  "videoMetadata",
  "mediaResolution",
  "mediaProcessing",
  "speechMetadata",
]);

/** A content that has passed through `clean`. */
interface Turn {
  readonly role: "user" | "model";
  readonly parts: readonly Part[];
}

/**
 * The history as the API accepts it, from a person's first word to their last: turns alternate, none is empty, every call
 * has its response and every response its call. https://ai.google.dev/gemini-api/docs/function-calling
 */
export function toContents(turns: readonly HistoryTurn[], model: string): readonly Content[] {
  return withStandIns(settle(trim(merge(ownSignatures(turns, model).map(clean)))), model);
}

/** Pairs calls until nothing changes: a call without response may have stood between a question and its answer. */
function settle(turns: readonly Turn[]): readonly Turn[] {
  const settled = trim(merge(pairCalls(turns)));
  const changed =
    settled.length !== turns.length ||
    settled.some(({ parts }, i) => parts.length !== turns[i]?.parts.length);
  return changed ? settle(settled) : settled;
}

function clean(content: Content): Turn {
  // "function" is what the role of responses was called before.
  const role = content.role === "model" ? "model" : "user";
  const parts = (content.parts ?? []).filter((part) => isWorthSending(part) && mayBeOf(role, part));
  return { role, parts: parts.map(withData).map(withObjectResponse) };
}

/** The model calls, and the user responds. */
function mayBeOf(role: Turn["role"], { functionCall, functionResponse }: Part): boolean {
  return (role === "model" ? functionResponse : functionCall) === undefined;
}

/** Empty parts are refused. Thoughts are of no use to the model that had them, unless they bear a signature. */
function isWorthSending(part: Part): boolean {
  if (part.thoughtSignature !== undefined) {
    return true;
  }
  return holdsData(part) && part.text !== "" && part.thought !== true;
}

/** A proxy may have put null for what is not there. */
function holdsData(part: Part): boolean {
  const fields: readonly (readonly [string, unknown])[] = Object.entries(part);
  return fields.some(([field, value]) => value !== null && !METADATA.has(field));
}

/** A signature may have come by itself; the API takes it back on an empty text only. */
function withData(part: Part): Part {
  return holdsData(part) ? part : { ...part, text: "" };
}

/** A response must be an object, whatever the function returned. */
function withObjectResponse(part: Part): Part {
  const response: unknown = part.functionResponse?.response;
  const isObject = typeof response === "object" && response !== null && !Array.isArray(response);
  if (part.functionResponse === undefined || isObject) {
    return part;
  }
  return { ...part, functionResponse: { ...part.functionResponse, response: { result: response ?? null } } };
}

/** Joins neighbours of the same role and leaves out what is empty. */
function merge(turns: readonly Turn[]): readonly Turn[] {
  const merged: { readonly role: Turn["role"]; readonly parts: Part[] }[] = [];
  for (const { role, parts } of turns) {
    const last = merged.at(-1);
    if (last?.role === role) {
      last.parts.push(...parts);
    } else if (parts.length > 0) {
      merged.push({ role, parts: [...parts] });
    }
  }
  return merged;
}

/** Both ends must be a person's: what stands before was cut off from its question, what stands behind has no reader. */
function trim(turns: readonly Turn[]): readonly Turn[] {
  const first = turns.findIndex(({ role }) => role === "user");
  return first < 0 ? [] : turns.slice(first, turns.findLastIndex(({ role }) => role === "user") + 1);
}

/**
 * Makes the responses after a turn just as many as its calls, in the order of the calls. Where no call was responded to,
 * the calls go. Where one was, the others get a refusal: taking them out could take the signature that covers all.
 */
function pairCalls(turns: readonly Turn[]): readonly Turn[] {
  return turns.map((turn, index): Turn => {
    if (turn.role === "model") {
      const isAnswered = responsesTo(turn, turns[index + 1]).length > 0;
      return isAnswered
        ? turn
        : { ...turn, parts: turn.parts.filter((part) => part.functionCall === undefined) };
    }
    const others = turn.parts.filter((part) => part.functionResponse === undefined);
    return { ...turn, parts: [...responsesTo(turns[index - 1], turn), ...others] };
  });
}

/** One response for each call of a turn, taken from the turn after it; none if there is not a single one. */
function responsesTo(turn: Turn | undefined, next: Turn | undefined): readonly Part[] {
  const left = (next?.parts ?? []).filter(({ functionResponse }) => functionResponse !== undefined);
  let found = 0;
  const responses = (turn?.parts ?? [])
    .flatMap(({ functionCall }) => functionCall ?? [])
    .map((call): Part => {
      const index = left.findIndex(({ functionResponse }) => isResponseTo(call, functionResponse));
      const [response] = index < 0 ? [] : left.splice(index, 1);
      found += response === undefined ? 0 : 1;
      const { id, name } = call;
      return (
        response ?? { functionResponse: { ...(id === undefined ? {} : { id }), name, response: NOT_RUN } }
      );
    });
  return found === 0 ? [] : responses;
}

function isResponseTo(call: FunctionCall, response: FunctionResponse | undefined): boolean {
  const sameId = call.id === undefined || response?.id === undefined || call.id === response.id;
  return sameId && call.name === response?.name;
}
