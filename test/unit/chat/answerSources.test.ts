import assert from "node:assert/strict";
import { sourcesOf } from "../../../src/chat/answerSources.ts";
import { aggregate } from "../../../src/gemini/aggregate.ts";

const text = "Zürich liegt am Fluß. 東京 🚀.";
const bytes = (part: string) => Buffer.byteLength(part);
const answer = (candidate: object) =>
  aggregate([
    {
      candidates: [{ content: { role: "model", parts: [{ text }] }, finishReason: "STOP", ...candidate }],
    },
  ]);

describe("sources of an answer", () => {
  it("are none where the server tells none", () => assert.equal(sourcesOf(answer({})), undefined));

  it("stand where bytes say, and each page once", () => {
    const first = "Zürich liegt am Fluß.";
    const sources = sourcesOf(
      answer({
        groundingMetadata: {
          webSearchQueries: ["zürich"],
          groundingChunks: [
            { web: { uri: "https://a.example/", title: "a" } },
            { web: { uri: "https://b.example/", title: "b" } },
            { web: { uri: "https://a.example/", title: "a" } },
          ],
          groundingSupports: [
            { segment: { endIndex: bytes(text) }, groundingChunkIndices: [1, 2] },
            { segment: { endIndex: bytes(first) }, groundingChunkIndices: [0, 2, 9] },
          ],
        },
      }),
    );
    assert.deepEqual(sources, {
      pages: [
        { title: "a", url: "https://a.example/" },
        { title: "b", url: "https://b.example/" },
      ],
      marks: [
        { at: first.length, pages: [0] },
        { at: text.length, pages: [1, 0] },
      ],
      queries: ["zürich"],
      read: [],
    });
  });

  it("keep what the service wants shown of its search, unless that is too much", () => {
    const told = (renderedContent: string) =>
      sourcesOf(answer({ groundingMetadata: { searchEntryPoint: { renderedContent } } }));
    assert.equal(told("<p>tides</p>")?.suggestions, "<p>tides</p>");
    assert.equal(told("x".repeat(60_001)), undefined);
    assert.equal(told(""), undefined);
  });

  it("name the licence of what is quoted, and how reading a page went", () => {
    const sources = sourcesOf(
      answer({
        citationMetadata: {
          citationSources: [{ endIndex: bytes("Zürich"), uri: "https://c.example/", license: "MIT" }],
        },
        urlContextMetadata: {
          urlMetadata: [
            { retrievedUrl: "https://d.example/", urlRetrievalStatus: "URL_RETRIEVAL_STATUS_PAYWALL" },
            { retrievedUrl: "https://e.example/", urlRetrievalStatus: "SOMETHING_NEW" },
          ],
        },
      }),
    );
    assert.deepEqual(sources, {
      pages: [{ title: "", url: "https://c.example/", license: "MIT" }],
      marks: [{ at: 6, pages: [0] }],
      queries: [],
      read: [
        { url: "https://d.example/", status: "paywall" },
        { url: "https://e.example/", status: "failed" },
      ],
    });
  });
});
