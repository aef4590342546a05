import { ApiFailure, type Violation, badRequest } from "../failure.ts";
import type { FunctionDeclaration, GenerateContentRequest, GenerationConfig } from "../wire.ts";

const responseMimeTypes = [
  "text/plain",
  "application/json",
  "application/xml",
  "application/yaml",
  "text/x.enum",
];

/** Throws for values of the right type that are out of bounds or at odds with each other. */
export function checkValues(request: GenerateContentRequest, prefix: string): void {
  const violations = [
    ...configProblems(request.generationConfig ?? {}).map(([field, text]) => [
      `generation_config.${field}`,
      text,
    ]),
    ...declarationProblems(request),
    ...safetyProblems(request),
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

type Problem = readonly [field: string, text: string];

function configProblems(config: GenerationConfig): readonly Problem[] {
  const { temperature, topP, maxOutputTokens, stopSequences, responseMimeType } = config;
  const problems: (Problem | false)[] = [
    outside(temperature, 0, 2) && ["temperature", "temperature must be in the range [0.0, 2.0]."],
    outside(topP, 0, 1) && ["top_p", "top_p must be in the range [0.0, 1.0]."],
    outside(maxOutputTokens, 1, Infinity) && [
      "max_output_tokens",
      "max_output_tokens must be greater than 0.",
    ],
    (stopSequences?.length ?? 0) > 5 && ["stop_sequences", "at most 5 stop sequences are allowed."],
    responseMimeType !== undefined &&
      !responseMimeTypes.includes(responseMimeType) && [
        "response_mime_type",
        `allowed mimetypes are ${responseMimeTypes.map((type) => `\`${type}\``).join(", ")}.`,
      ],
    (config.responseSchema ?? config.responseJsonSchema) !== undefined &&
      (responseMimeType ?? "text/plain") === "text/plain" && [
        "response_schema",
        "only allowed when response_mime_type is `application/json` or `text/x.enum`.",
      ],
  ];
  return problems.filter((problem) => problem !== false);
}

function outside(value: number | undefined, least: number, most: number): boolean {
  return value !== undefined && (value < least || value > most);
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
  { name = "", parameters, parametersJsonSchema }: FunctionDeclaration,
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
  return parameters !== undefined && parametersJsonSchema !== undefined
    ? ["parameters", "parameters and parameters_json_schema are mutually exclusive."]
    : undefined;
}

function safetyProblems({ safetySettings }: GenerateContentRequest): readonly Problem[] {
  const categories = (safetySettings ?? []).map(({ category }) => category ?? "");
  const twice = categories.find((category, i) => categories.indexOf(category) !== i);
  return twice === undefined
    ? []
    : [["safety_settings", `element predicate failed: only one setting per category is allowed (${twice}).`]];
}
