// node uploadSink.ts: speaks the resumable protocol, throws the bytes away, and prints its address when it listens.
import http from "node:http";
import type { AddressInfo } from "node:net";

const server = http.createServer((request, response) => {
  const command = request.headers["x-goog-upload-command"];
  request.on("data", () => undefined);
  request.on("end", () => {
    const isFinal = typeof command === "string" && command.includes("finalize");
    response.setHeader("X-Goog-Upload-Status", isFinal ? "final" : "active");
    response.setHeader("X-Goog-Upload-URL", `http://${request.headers.host}/upload?upload_id=of-the-bench`);
    response.setHeader("X-Goog-Upload-Chunk-Granularity", "8388608");
    response.setHeader("Content-Type", "application/json");
    response.end(isFinal ? JSON.stringify({ file: { name: "files/bench", state: "ACTIVE" } }) : "");
  });
});
server.requestTimeout = 0;
server.listen(0, "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
