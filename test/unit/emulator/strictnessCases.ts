import { config, hello, model, type Refused, thinking, user } from "./validationCases.ts";

const unknown = (name: string, where?: string) =>
  `Invalid JSON payload received. Unknown name "${name}"${where === undefined ? "" : ` at '${where}'`}: Cannot find field.`;
const calling = (functionCall: object) => ({
  contents: [user("a"), { role: "model", parts: [{ functionCall }] }],
});

/** What Google's other platform takes and this API does not know, and what it has not known for long. */
export const platform: readonly Refused[] = [
  ["labels", { contents: hello, labels: { a: "b" } }, unknown("labels")],
  [
    "model armor",
    { contents: hello, modelArmorConfig: { promptTemplateName: "x" } },
    unknown("modelArmorConfig"),
  ],
  ["audio timestamps", config({ audioTimestamp: true }), unknown("audioTimestamp", "generation_config")],
  ["routing", config({ routingConfig: {} }), unknown("routingConfig", "generation_config")],
  [
    "streamed arguments",
    {
      contents: hello,
      toolConfig: { functionCallingConfig: { mode: "AUTO", streamFunctionCallArguments: true } },
    },
    unknown("streamFunctionCallArguments", "tool_config.function_calling_config"),
  ],
  [
    "a call in pieces",
    calling({ name: "f", partialArgs: [] }),
    unknown("partialArgs", "contents[1].parts[0].function_call"),
  ],
  [
    "a call that goes on",
    calling({ name: "f", willContinue: true }),
    unknown("willContinue", "contents[1].parts[0].function_call"),
  ],
];

export const required: readonly Refused[] = [
  [
    "a call without a name",
    calling({ args: {} }),
    /contents\[1\]\.parts\[0\]\.function_call\.name: Name cannot be/,
  ],
  [
    "a response without a name",
    { contents: [user("a"), { role: "user", parts: [{ functionResponse: { response: {} } }] }] },
    /function_response\.name: Name cannot be empty/,
  ],
  [
    "a file without a place",
    { contents: [{ parts: [{ fileData: { mimeType: "image/png" } }] }] },
    /contents\[0\]\.parts\[0\]\.file_data\.file_uri: /,
  ],
  [
    "a turn of several without a role",
    { contents: [user("a"), { parts: [{ text: "b" }] }] },
    "Please use a valid role: user, model.",
  ],
];

const functions = { contents: hello, tools: [{ functionDeclarations: [{ name: "f" }] }] };

export const stricter: readonly Refused[] = [
  ["a list as a body", [], 'Invalid JSON payload received. Unknown name "": Root element must be a message.'],
  [
    "a text for a message",
    { contents: hello, generationConfig: "warm" },
    `Invalid value at 'generation_config' (type.googleapis.com/google.ai.generativelanguage.v1beta.GenerationConfig), "warm"`,
  ],
  [
    "a text for a shared message",
    { contents: hello, toolConfig: { retrievalConfig: { latLng: "here" } } },
    /'tool_config\.retrieval_config\.lat_lng' \(type\.googleapis\.com\/google\.type\.LatLng\)/,
  ],
  ["an integer of 32 bits and one more", config({ seed: 2 ** 31 }), /\(TYPE_INT32\), 2147483648/],
  ["a number in hexadecimal", config({ topK: "0x10" }), /\(TYPE_INT32\), "0x10"/],
  [
    "a picture as system instruction",
    {
      contents: hello,
      systemInstruction: { parts: [{ inlineData: { mimeType: "image/png", data: "AAAA" } }] },
    },
    /system_instruction\.parts\[0\]/,
  ],
  [
    "an undocumented way to a schema for plain text",
    config({ _responseJsonSchema: { type: "object" } }),
    /response_schema: only allowed/,
  ],
  [
    "two schemas",
    config({
      responseMimeType: "application/json",
      responseSchema: { type: "OBJECT" },
      responseJsonSchema: { type: "object" },
    }),
    /response_schema: .*mutually exclusive/,
  ],
  [
    "a media type in the current format",
    config({ responseFormat: { text: { mimeType: "application/json" } } }),
    /'generation_config\.response_format\.text\.mime_type' \(TYPE_ENUM\), "application\/json"/,
  ],
  [
    "too many log probabilities",
    config({ responseLogprobs: true, logprobs: 21 }),
    /logprobs must be in the range/,
  ],
  ["log probabilities that nobody asked for", config({ logprobs: 2 }), /logprobs: .*response_logprobs/],
  [
    "names of functions that need not be called",
    { ...functions, toolConfig: { functionCallingConfig: { mode: "AUTO", allowedFunctionNames: ["f"] } } },
    /tool_config\.function_calling_config\.allowed_function_names: /,
  ],
  [
    "two kinds of responses",
    {
      contents: hello,
      tools: [{ functionDeclarations: [{ name: "f", response: {}, responseJsonSchema: {} }] }],
    },
    /mutually exclusive/,
  ],
  [
    "a category of the models before Gemini",
    { contents: hello, safetySettings: [{ category: "HARM_CATEGORY_MEDICAL", threshold: "OFF" }] },
    /safety_settings\[0\]: element predicate failed: \$\.category in/,
  ],
  [
    "one voice and several",
    config({ speechConfig: { voiceConfig: {}, multiSpeakerVoiceConfig: {} } }),
    /speech_config\.voice_config: .*mutually exclusive/,
  ],
  [
    "25 frames a second",
    {
      contents: [
        {
          parts: [{ fileData: { fileUri: "https://example.com/a.mp4" }, videoMetadata: { fps: 25 } }],
        },
      ],
    },
    /contents\[0\]\.parts\[0\]\.video_metadata\.fps: /,
  ],
  [
    "a call by the person",
    { contents: [{ role: "user", parts: [{ functionCall: { name: "f" } }] }] },
    /function call turn comes immediately after/,
  ],
  [
    "a call and its response in one turn",
    {
      contents: [
        user("a"),
        {
          role: "model",
          parts: [
            { functionCall: { name: "f" }, thoughtSignature: "skip_thought_signature_validator" },
            { functionResponse: { name: "f", response: {} } },
          ],
        },
      ],
    },
    /function response turn comes immediately after/,
  ],
  [
    "no thinking of one that always thinks",
    thinking({ thinkingBudget: 0 }),
    "Budget 0 is invalid. This model only works in thinking mode.",
    "gemini-2.5-pro",
  ],
  [
    "a signature of nobody in an earlier turn of Gemini 4",
    {
      contents: [user("a"), { role: "model", parts: [{ text: "b", thoughtSignature: "c2ln" }] }, user("c")],
    },
    "Corrupted thought signature.",
    "gemini-4-argon",
  ],
];

/** The forms of ProtoJSON, and what the API has learnt since the document was written. */
export const dated: readonly (readonly [what: string, body: object])[] = [
  ["names of media", { contents: [{ parts: [{ text: "a" }, named()] }] }],
  ["the style of a speaker", { contents: [{ parts: [{ text: "a", speechMetadata: { speaker: "x" } }] }] }],
  ["another way to look at a film", { contents: [{ parts: [{ text: "a", mediaProcessing: "agentic" }] }] }],
  ["settings of a transcript", config({ audioTranscriptionConfig: { languageCodes: ["de"] } })],
  [
    "64 bits as a text and as a number",
    {
      contents: hello,
      tools: [
        {
          functionDeclarations: [
            {
              name: "f",
              parameters: {
                type: "object",
                properties: { a: { type: "array", items: { type: "string" }, minItems: "1", maxItems: 3 } },
              },
            },
          ],
        },
      ],
    },
  ],
  [
    "durations with a fraction",
    {
      contents: [
        {
          parts: [
            {
              fileData: { fileUri: "https://example.com/a.mp4" },
              videoMetadata: { startOffset: "1.500s", endOffset: "10s", fps: 24 },
            },
          ],
        },
      ],
    },
  ],
  [
    "base64 in the alphabet of URLs",
    {
      contents: [
        user("a"),
        { ...model("b"), parts: [{ text: "b", thoughtSignature: signature() }] },
        user("c"),
      ],
    },
  ],
];

function named() {
  return { fileData: { fileUri: "https://example.com/a.pdf", displayName: "a" } };
}

/** One that the emulator takes for its own, whatever stands behind its beginning. */
function signature(): string {
  return Buffer.from("emulated thought of gemini-3.8-flash \u00ff\u00fe\u00ff\u00fe", "latin1").toString(
    "base64url",
  );
}

/** Which levels of thinking each model takes; those of Gemini 2.5 take none. */
export const levels: readonly (readonly [model: string, taken: readonly string[]])[] = [
  ["gemini-2.5-flash", []],
  ["gemini-2.5-pro", []],
  ["gemini-3-flash-preview", ["MINIMAL", "LOW", "MEDIUM", "HIGH"]],
  ["gemini-3.1-pro-preview", ["LOW", "MEDIUM", "HIGH"]],
  ["gemini-3.5-flash-lite", ["MINIMAL", "LOW", "MEDIUM", "HIGH"]],
  ["gemini-3.8-flash", ["LOW", "MEDIUM", "HIGH"]],
  ["gemini-4-argon", ["LOW", "MEDIUM", "HIGH"]],
  ["gemini-4-carbon", ["LOW", "MEDIUM", "HIGH"]],
  ["gemini-4-hydrogen", ["LOW", "MEDIUM", "HIGH", "XHIGH"]],
];
