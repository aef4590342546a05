import { randomBytes } from "node:crypto";
import type { EmulatedModel } from "../models.ts";
import { lastUserContent, lastUserText } from "../request.ts";
import { signatureFor } from "../signatures.ts";
import type { FunctionDeclaration, GenerateContentRequest, Part } from "../wire.ts";
import { disclaimer } from "./demo.ts";
import { sampleOf } from "./sample.ts";

/** One call part; models since Gemini 3 give it an id and sign the first of a step. */
export function callPart(
  declaration: FunctionDeclaration,
  text: string,
  model: EmulatedModel,
  signed: boolean,
): Part {
  const schema = declaration.parametersJsonSchema ?? declaration.parameters;
  return {
    functionCall: {
      name: declaration.name ?? "",
      ...(schema !== undefined && { args: sampleOf(schema, text) as Readonly<Record<string, unknown>> }),
      ...(model.generation >= 3 && { id: randomBytes(4).toString("hex") }),
    },
    ...(model.generation >= 3 && signed && { thoughtSignature: signatureFor(model) }),
  };
}

export function declarationsOf(request: GenerateContentRequest): readonly FunctionDeclaration[] {
  return request.tools?.flatMap((tool) => tool.functionDeclarations ?? []) ?? [];
}

/** Calls the declared functions whose name the text speaks of; under mode ANY at least the first one allowed. */
export function callFunctions(request: GenerateContentRequest, model: EmulatedModel): readonly Part[] {
  const config = request.toolConfig?.functionCallingConfig;
  const answered = lastUserContent(request)?.parts?.some((part) => part.functionResponse !== undefined);
  if (config?.mode === "NONE" || answered === true) {
    return [];
  }
  const allowed = config?.allowedFunctionNames;
  const callable = declarationsOf(request).filter(
    ({ name }) => allowed === undefined || allowed.length === 0 || allowed.includes(name ?? ""),
  );
  const text = lastUserText(request);
  const meant = callable.filter((declaration) => speaksOf(text, declaration));
  const called = meant.length > 0 || config?.mode !== "ANY" ? meant : callable.slice(0, 1);
  return called.map((declaration, index) => callPart(declaration, text, model, index === 0));
}

/** `get_current_weather` is meant by "What is the weather in Paris?". */
function speaksOf(text: string, declaration: FunctionDeclaration): boolean {
  const words = new Set(text.toLowerCase().match(/[a-z]+/g) ?? []);
  const name = (declaration.name ?? "").replaceAll(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();
  const telling = name.split(/[^a-z]+/).filter((word) => word.length > 3);
  return telling.some((word) => words.has(word));
}

/** What is said once the results of the calls are in; undefined when the last turn brings none. */
export function functionResults(request: GenerateContentRequest): string | undefined {
  const responses = (lastUserContent(request)?.parts ?? []).flatMap((part) => part.functionResponse ?? []);
  if (responses.length === 0) {
    return undefined;
  }
  return [
    responses.length === 1 ? "The function answered:" : `The ${responses.length} functions answered:`,
    "",
    ...responses.map(({ name, response }) => `- \`${name ?? ""}\`: \`${JSON.stringify(response)}\``),
    "",
    disclaimer,
    "",
  ].join("\n");
}
