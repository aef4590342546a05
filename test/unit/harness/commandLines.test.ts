import assert from "node:assert/strict";
import { parseLauncherArguments } from "../../host/launcherArguments.ts";
import { parseStartArguments } from "../../host/startArguments.ts";

describe("npm start's arguments", () => {
  it("may name a port, in two spellings", () => {
    assert.deepEqual(parseStartArguments([]), { port: undefined });
    assert.deepEqual(parseStartArguments(["--port", "8080"]), { port: 8080 });
    assert.deepEqual(parseStartArguments(["--port=8080"]), { port: 8080 });
  });

  for (const args of [
    ["--port"],
    ["--port", "0"],
    ["--port", "65536"],
    ["--port", "8e3"],
    ["--prot", "1"],
    ["x"],
  ]) {
    it(`are refused with the usage: ${args.join(" ")}`, () => {
      assert.throws(() => parseStartArguments(args), /Usage: npm start/);
    });
  }
});

describe("the launcher's arguments", () => {
  it("are those that runTests passes", () => {
    assert.deepEqual(
      parseLauncherArguments([
        "/a/workspace",
        "--user-data-dir=/p",
        "--extensions-dir=/p/extensions",
        "--no-sandbox",
        "--disable-updates",
        "--proxy-pac-url=http://127.0.0.1:1/proxy.pac?a=b",
        "--extensionTestsPath=/a/tests=1/index.cjs",
        "--extensionDevelopmentPath=/a/one",
        "--extensionDevelopmentPath=/a/two",
      ]),
      {
        extensionDevelopmentPaths: ["/a/one", "/a/two"],
        extensionTestsPath: "/a/tests=1/index.cjs",
        userDataDir: "/p",
        proxyPacUrl: "http://127.0.0.1:1/proxy.pac?a=b",
        folder: "/a/workspace",
      },
    );
  });

  it("may stand apart from their values", () => {
    const parsed = parseLauncherArguments(["--extensionTestsPath", "/t.js", "/a/workspace"]);
    assert.equal(parsed.extensionTestsPath, "/t.js");
    assert.equal(parsed.folder, "/a/workspace");
    assert.equal(parsed.userDataDir, undefined);
    assert.equal(parsed.proxyPacUrl, undefined);
  });
});
