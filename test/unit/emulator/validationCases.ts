export const user = (text: string) => ({ role: "user", parts: [{ text }] });
export const model = (text: string) => ({ role: "model", parts: [{ text }] });
export const call = (name: string, thoughtSignature?: string) => ({
  role: "model",
  parts: [{ functionCall: { name }, ...(thoughtSignature !== undefined && { thoughtSignature }) }],
});
export const result = (...names: readonly string[]) => ({
  role: "user",
  parts: names.map((name) => ({ functionResponse: { name, response: { ok: true } } })),
});
const bypass = "skip_thought_signature_validator";
export const hello = [user("Hello")];

/** What is sent, what Google's sentence must hold, and the model when it matters. */
export type Refused = readonly [what: string, body: object, message: string | RegExp, model?: string];

export const misfits: readonly Refused[] = [
  [
    "an unknown field",
    { contents: hello, generationConfig: { temprature: 1 } },
    `Invalid JSON payload received. Unknown name "temprature" at 'generation_config': Cannot find field.`,
  ],
  [
    "an unknown field at the root",
    { contents: hello, contentz: 1 },
    `Invalid JSON payload received. Unknown name "contentz": Cannot find field.`,
  ],
  [
    "an unknown field deep down",
    { contents: [{ parts: [{ inlineData: { mimetype: "image/png" } }] }] },
    `Invalid JSON payload received. Unknown name "mimetype" at 'contents[0].parts[0].inline_data': Cannot find field.`,
  ],
  [
    "a word for a number",
    { contents: hello, generationConfig: { temperature: "hot" } },
    `Invalid value at 'generation_config.temperature' (TYPE_FLOAT), "hot"`,
  ],
  [
    "a number for a text",
    { contents: [{ parts: [{ text: 5 }] }] },
    `Invalid value at 'contents[0].parts[0].text' (TYPE_STRING), 5`,
  ],
  [
    "a fraction for an integer",
    { contents: hello, generationConfig: { seed: 1.5 } },
    /'generation_config.seed' \(TYPE_INT32\)/,
  ],
  [
    "a list for one message",
    { contents: hello, generationConfig: [] },
    /"generation_config": Proto field is not repeating/,
  ],
  [
    "bytes that are not base64",
    { contents: [{ parts: [{ inlineData: { data: "*" } }] }] },
    /Base64 decoding failed/,
  ],
  [
    "an unknown enum member",
    { contents: hello, safetySettings: [{ category: "HARM_CATEGORY_FUN" }] },
    /'safety_settings\[0\].category' \(TYPE_ENUM\), "HARM_CATEGORY_FUN"/,
  ],
  [
    "two members of a oneof",
    { contents: [{ parts: [{ text: "a", fileData: { fileUri: "https://example.com/a.png" } }] }] },
    `Invalid value at 'contents[0].parts[0]' (oneof), oneof field 'data' is already set. Cannot set 'fileData'`,
  ],
  [
    "a wrong duration",
    { contents: [{ parts: [{ text: "a", videoMetadata: { startOffset: "10" } }] }] },
    /protobuf.Duration/,
  ],
];

export const conversations: readonly Refused[] = [
  ["no contents", { contents: [] }, /contents is not specified/],
  [
    "a content without parts",
    { contents: [user("Hi"), { role: "model", parts: [] }, user("?")] },
    /contents\[1\].parts: contents.parts must not be empty/,
  ],
  [
    "a part without data",
    { contents: [{ parts: [{}] }] },
    /required oneof field 'data' must have one initialized field/,
  ],
  ["a turn of empty texts", { contents: [user("")] }, /must have one initialized field/],
  [
    "another role",
    { contents: [{ role: "assistant", parts: [{ text: "Hi" }] }] },
    "Please use a valid role: user, model.",
  ],
  ["a beginning by the model", { contents: [model("Hi"), user("Hi")] }, /begin with a user turn/],
  [
    "a call after the model's words",
    { contents: [user("a"), model("b"), call("f", bypass), result("f")] },
    /function call turn comes immediately after a user turn/,
  ],
  [
    "a result without a call",
    { contents: [user("a"), model("b"), result("f")] },
    /function response turn comes immediately after a function call turn/,
  ],
  [
    "too many results",
    { contents: [user("a"), call("f", bypass), result("f", "f")] },
    /number of function response parts is equal/,
  ],
  [
    "a call that was passed over",
    { contents: [user("a"), call("f", bypass), user("b")] },
    /number of function response parts is equal/,
  ],
];

export const signatures: readonly Refused[] = [
  [
    "a call of this turn without signature",
    { contents: [user("a"), call("f"), result("f")] },
    /missing a thought_signature in functionCall parts.*`default_api:f` , position 2/,
  ],
  [
    "a signature of nobody",
    { contents: [user("a"), call("f", "c2lnbmF0dXJl"), result("f")] },
    /Corrupted thought signature/,
  ],
  [
    "an unsigned picture's text",
    { contents: [user("a"), model("b"), user("c")] },
    /Text part is missing a thought_signature/,
    "gemini-3.1-flash-image",
  ],
];

export const config = (generationConfig: object) => ({ contents: hello, generationConfig });
export const thinking = (thinkingConfig: object) => config({ thinkingConfig });
const tool = { functionDeclarations: [{ name: "f" }] };

export const perModel: readonly Refused[] = [
  [
    "budget and level",
    thinking({ thinkingBudget: 1, thinkingLevel: "LOW" }),
    /only one of thinking budget and thinking level/,
  ],
  ["a budget for Gemini 4", thinking({ thinkingBudget: 100 }), /budget is not supported/, "gemini-4-argon"],
  [
    "a level for Gemini 2.5",
    thinking({ thinkingLevel: "LOW" }),
    /level is not supported/,
    "gemini-2.5-flash",
  ],
  [
    "MINIMAL for 3.8 Flash",
    thinking({ thinkingLevel: "MINIMAL" }),
    /MINIMAL is not supported/,
    "gemini-3.8-flash",
  ],
  ["XHIGH for Argon", thinking({ thinkingLevel: "XHIGH" }), /XHIGH is not supported/, "gemini-4-argon"],
  [
    "thoughts of one that does not think",
    thinking({ includeThoughts: true }),
    /thinking is not supported/,
    "gemini-3.8-flash-tts",
  ],
  ["penalties for Gemini 4", config({ presencePenalty: 1 }), /Penalty is not enabled/, "gemini-4-carbon"],
  ["two candidates", config({ candidateCount: 2 }), /Multiple candidates/, "gemini-4-argon"],
  ["prefill for Gemini 4", { contents: [user("a"), model("b")] }, /Prefilling/, "gemini-4-argon"],
  ["pictures of one that cannot draw", config({ responseModalities: ["IMAGE"] }), /response modalities/],
  [
    "mixed tools without the switch",
    { contents: hello, tools: [tool, { googleSearch: {} }] },
    /include_server_side_tool_invocations/,
  ],
  [
    "mixed tools for Gemini 2.5",
    { contents: hello, tools: [tool, { googleSearch: {} }] },
    /Tool use with function calling is unsupported/,
    "gemini-2.5-pro",
  ],
];

export const values: readonly Refused[] = [
  [
    "a temperature of 3",
    config({ temperature: 3 }),
    /generation_config.temperature: temperature must be in the range/,
  ],
  ["a negative topP", config({ topP: -0.1 }), /top_p must be in the range/],
  ["no output at all", config({ maxOutputTokens: 0 }), /max_output_tokens must be greater/],
  ["six stop sequences", config({ stopSequences: ["a", "b", "c", "d", "e", "f"] }), /at most 5/],
  ["an odd response type", config({ responseMimeType: "image/png" }), /allowed mimetypes/],
  [
    "a schema for plain text",
    config({ responseSchema: { type: "OBJECT" } }),
    /response_schema: only allowed/,
  ],
  [
    "a category twice",
    {
      contents: hello,
      safetySettings: Array(2).fill({ category: "HARM_CATEGORY_HARASSMENT", threshold: "OFF" }),
    },
    /only one setting per category/,
  ],
  [
    "a function name with a blank",
    { contents: hello, tools: [{ functionDeclarations: [{ name: "a b" }] }] },
    /tools\[0\].function_declarations\[0\].name: Invalid function name/,
  ],
  ["a function twice", { contents: hello, tools: [tool, tool] }, /Duplicate function declaration/],
  [
    "two kinds of parameters",
    {
      contents: hello,
      tools: [{ functionDeclarations: [{ name: "f", parameters: {}, parametersJsonSchema: {} }] }],
    },
    /mutually exclusive/,
  ],
  [
    "a cache with a system instruction",
    { contents: hello, cachedContent: "cachedContents/x", systemInstruction: user("a") },
    /CachedContent can not be used/,
  ],
  [
    "an SVG as an image",
    { contents: [{ parts: [{ inlineData: { mimeType: "image/svg+xml", data: "PHN2Zy8+" } }] }] },
    "Unsupported MIME type: image/svg+xml",
  ],
  [
    "bytes that are no image",
    { contents: [{ parts: [{ inlineData: { mimeType: "image/png", data: "AAAA" } }] }] },
    /Unable to process input image/,
  ],
  [
    "a file of somebody else",
    {
      contents: [
        { parts: [{ fileData: { fileUri: "https://generativelanguage.googleapis.com/v1beta/files/abc" } }] },
      ],
    },
    /permission to access the File abc/,
  ],
];
