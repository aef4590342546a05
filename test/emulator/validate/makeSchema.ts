/**
 * Makes `schema.json`, the types, enums and oneofs of the requests the emulator checks and of the responses it is held to:
 *
 *   node test/emulator/validate/makeSchema.ts path/to/discovery.json
 *
 * The discovery document of the Gemini API (v1beta) is served by Google; no test needs it.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { errorDetails, errorMessages } from "./errorMessages.ts";
import type { EnumType, FieldType, MessageType, Schema } from "./schema.ts";

interface Property {
  readonly type?: string;
  readonly format?: string;
  readonly $ref?: string;
  readonly enum?: readonly string[];
  readonly items?: Property;
  readonly additionalProperties?: Property;
}

interface Discovery {
  readonly revision: string;
  readonly schemas: Readonly<Record<string, { readonly properties?: Readonly<Record<string, Property>> }>>;
}

const roots = [
  "GenerateContentRequest",
  "CountTokensRequest",
  "GenerateContentResponse",
  "CountTokensResponse",
  "ListModelsResponse",
  "CreateFileRequest",
  "CreateFileResponse",
  "ListFilesResponse",
  "ErrorBody",
  ...Object.keys(errorDetails),
];

/** The document tells of oneofs in prose only. */
const oneofs: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  Part: {
    data: [
      "text",
      "inlineData",
      "functionCall",
      "functionResponse",
      "fileData",
      "executableCode",
      "codeExecutionResult",
      "toolCall",
      "toolResponse",
    ],
  },
};

/** What the service takes or gives and the document does not describe, or not yet. */
const additions: Readonly<Record<string, Readonly<Record<string, FieldType>>>> = {
  GenerateContentRequest: { continuationToken: "bytes" },
  GenerationConfig: { audioTranscriptionConfig: "struct" },
  Candidate: { continuationToken: "bytes" },
  Part: {
    audioTranscription: "struct",
    mediaProcessing: { enum: ["MEDIA_PROCESSING_UNSPECIFIED", "STATIC", "AGENTIC"] },
    speechMetadata: "SpeechMetadata",
  },
  ...errorMessages,
  ...errorDetails,
  SpeechMetadata: { speaker: "string", style: "string" },
  Blob: { displayName: "string" },
  FileData: { displayName: "string" },
  MediaResolution: {
    level: {
      enum: [
        "MEDIA_RESOLUTION_UNSPECIFIED",
        "MEDIA_RESOLUTION_LOW",
        "MEDIA_RESOLUTION_MEDIUM",
        "MEDIA_RESOLUTION_HIGH",
        "MEDIA_RESOLUTION_ULTRA_HIGH",
      ],
    },
    numTokens: "int32",
  },
};

const additionalMembers: Readonly<Record<string, readonly string[]>> = {
  "ThinkingConfig.thinkingLevel": ["XHIGH"],
  "GenerationConfig.responseModalities": ["VIDEO"],
  "ToolCall.toolType": ["MEDIA_PROCESSING"],
  "ToolResponse.toolType": ["MEDIA_PROCESSING"],
  "Candidate.finishReason": ["PUP_LIMITED_DISABLED", "CONTINUATION"],
};

const scalars: Readonly<Record<string, string>> = {
  "string byte": "bytes",
  "string int64": "int64",
  "string google-duration": "duration",
  "string google-datetime": "timestamp",
  "integer int32": "int32",
  "number float": "float",
  "number double": "double",
};

function makeSchema({ revision, schemas }: Discovery): Schema {
  const messages: Record<string, MessageType> = {};
  const visit = (name: string) => {
    if (name in messages) {
      return;
    }
    const fields: Record<string, FieldType> = {};
    messages[name] = { fields, ...(oneofs[name] && { oneofs: oneofs[name] }) };
    for (const [field, property] of Object.entries(schemas[name]?.properties ?? {})) {
      fields[field] = fieldType(property, `${name}.${field}`, visit);
    }
    for (const [field, type] of Object.entries(additions[name] ?? {})) {
      fields[field] = type;
      const message = typeof type === "string" ? type.replace("[]", "") : "";
      if (message in additions) {
        visit(message);
      }
    }
  };
  roots.forEach(visit);
  return { revision, messages };
}

function fieldType(property: Property, path: string, visit: (name: string) => void): FieldType {
  if (property.$ref !== undefined) {
    visit(property.$ref);
    return property.$ref;
  }
  if (property.enum !== undefined) {
    return { enum: [...property.enum, ...(additionalMembers[path] ?? [])] };
  }
  if (property.items !== undefined) {
    const item = fieldType(property.items, path, visit);
    return isEnum(item) ? { ...item, list: true } : `${item}[]`;
  }
  if (property.additionalProperties !== undefined) {
    const value = fieldType(property.additionalProperties, path, visit);
    return value === "any" || isEnum(value) ? "struct" : `map<${value}>`;
  }
  return scalars[`${property.type ?? ""} ${property.format ?? ""}`] ?? property.type ?? "any";
}

function isEnum(type: FieldType): type is EnumType {
  return typeof type !== "string";
}

const path = process.argv[2];
if (path === undefined) {
  console.error("Usage: node test/emulator/validate/makeSchema.ts path/to/discovery.json");
  process.exitCode = 2;
} else {
  const schema = makeSchema(JSON.parse(readFileSync(path, "utf8")) as Discovery);
  writeFileSync(new URL("../schema.json", import.meta.url), `${JSON.stringify(schema, undefined, 2)}\n`);
}
