import { ApiFailure, type Violation, badRequest } from "../failure.ts";
import type { FunctionDeclaration, GenerateContentRequest } from "../wire.ts";
import { configProblems, type Problem } from "./configValues.ts";
import { videoProblems } from "./videoMetadata.ts";

/** Throws for values of the right type that are out of bounds or at odds with each other. */
export function checkValues(request: GenerateContentRequest, prefix: string): void {
  const violations = [
    ...configProblems(request.generationConfig ?? {}).map(([field, text]) => [
      `generation_config.${field}`,
      text,
    ]),
    ...declarationProblems(request),
    ...toolConfigProblems(request),
    ...safetyProblems(request),
    ...videoProblems(request),
  ].map(([field = "", text = ""]): Violation => ({
    field: `${prefix}${field}`,
    description: `* ${prefix}${field}: ${text}`,
  }));
  if (violations.length > 0) {
    throw badRequest(violations);
  }
  const { cachedContent, systemInstruction, tools, toolConfig } = request;
  if (cachedContent === undefined) {
    return;
  }
  if (systemInstruction !== undefined || tools !== undefined || toolConfig !== undefined) {
    throw new ApiFailure(
      400,
      "CachedContent can not be used with GenerateContent request setting system_instruction, tools or tool_config.",
    );
  }
  throw new ApiFailure(403, "CachedContent not found (or permission denied)");
}

function declarationProblems({ tools }: GenerateContentRequest): readonly Problem[] {
  const seen = new Set<string>();
  return (tools ?? []).flatMap((tool, i) =>
    (tool.functionDeclarations ?? []).flatMap((declaration, j) => {
      const path = `tools[${i}].function_declarations[${j}]`;
      const text = declarationProblem(declaration, seen);
      seen.add(declaration.name ?? "");
      return text === undefined ? [] : [[`${path}.${text[0]}`, text[1]] as const];
    }),
  );
}

function declarationProblem(
  { name = "", parameters, parametersJsonSchema, response, responseJsonSchema }: FunctionDeclaration,
  seen: ReadonlySet<string>,
): Problem | undefined {
  if (!/^[A-Za-z_][\w.:-]{0,127}$/.test(name)) {
    return [
      "name",
      "Invalid function name. Must start with a letter or an underscore. Must be alphanumeric (a-z, A-Z, 0-9), " +
        "underscores (_), dots (.), colons (:), or dashes (-), with a maximum length of 128.",
    ];
  }
  if (seen.has(name)) {
    return ["name", `Duplicate function declaration found: ${name}`];
  }
  if (parameters !== undefined && parametersJsonSchema !== undefined) {
    return ["parameters", "parameters and parameters_json_schema are mutually exclusive."];
  }
  return response !== undefined && responseJsonSchema !== undefined
    ? ["response", "response and response_json_schema are mutually exclusive."]
    : undefined;
}

function toolConfigProblems({ toolConfig }: GenerateContentRequest): readonly Problem[] {
  const { mode, allowedFunctionNames = [] } = toolConfig?.functionCallingConfig ?? {};
  return allowedFunctionNames.length > 0 && mode !== "ANY" && mode !== "VALIDATED"
    ? [
        [
          "tool_config.function_calling_config.allowed_function_names",
          "allowed_function_names may only be set when mode is ANY or VALIDATED.",
        ],
      ]
    : [];
}

/** Those of the models before Gemini, and what only a rating may name, are members of the same enum. */
const settableCategories = [
  "HARM_CATEGORY_HATE_SPEECH",
  "HARM_CATEGORY_SEXUALLY_EXPLICIT",
  "HARM_CATEGORY_DANGEROUS_CONTENT",
  "HARM_CATEGORY_HARASSMENT",
  "HARM_CATEGORY_CIVIC_INTEGRITY",
];

function safetyProblems({ safetySettings }: GenerateContentRequest): readonly Problem[] {
  const categories = (safetySettings ?? []).map(({ category }) => category ?? "");
  const wrong = categories.findIndex((category) => !settableCategories.includes(category));
  if (wrong >= 0) {
    const members = settableCategories.map((name) => `HarmCategory.${name}`).join(", ");
    return [[`safety_settings[${wrong}]`, `element predicate failed: $.category in (${members})`]];
  }
  const twice = categories.find((category, i) => categories.indexOf(category) !== i);
  return twice === undefined
    ? []
    : [["safety_settings", `element predicate failed: only one setting per category is allowed (${twice}).`]];
}
