// npm run test:vscode [-- words of file names]: the tests that need a real extension host, on the desktop's VS Code
// where there is one and in a browser otherwise; with --long, those that take minutes instead.
import { rm } from "node:fs/promises";
import path from "node:path";
import { startEmulator } from "../emulator/emulator.ts";
import { runInExtensionHost } from "./extensionHost.ts";
import { servePac } from "./pac.ts";
import { cacheFolder, repository } from "./paths.ts";
import { exitOnSignals, runProcess } from "./processes.ts";
import { registerExtensions, writeSettings } from "./profile.ts";
import { copySampleWorkspace } from "./sampleWorkspace.ts";
import { createTemporaryFolder } from "./temporaryFolder.ts";
import { makeTestCertificates } from "./testCertificates.ts";
import { countsVariable, isGreen, readCounts } from "./testCounts.ts";
import { provideVSCode } from "./vscode.ts";

const words = process.argv.slice(2).filter((word) => word !== "--long");
const suite = process.argv.includes("--long") ? "vscode-long" : "vscode";
const countsFile = process.env[countsVariable] ?? path.join(cacheFolder, `reports/${suite}.json`);

/** One authority is known to the system, one to Node only; no proxy is set but by a test. */
function networkEnvironment(certificates: string): Readonly<Record<string, string | undefined>> {
  const proxies = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"].flatMap((name) => [name, name.toLowerCase()]);
  return {
    ...Object.fromEntries(proxies.map((name) => [name, undefined])),
    NO_PROXY: "no-proxy.made-up.example",
    CASTOR_TEST_CERTIFICATES: certificates,
    // Where OpenSSL, and so Node on Linux, looks for the system's authorities.
    SSL_CERT_FILE: path.join(certificates, "system.ca.pem"),
    SSL_CERT_DIR: undefined,
    NODE_EXTRA_CA_CERTS: path.join(certificates, "extra.ca.pem"),
  };
}

async function main(): Promise<number> {
  await rm(countsFile, { force: true });
  await runProcess(process.execPath, ["esbuild.mjs", suite === "vscode" ? "--tests" : "--tests=long"], {
    cwd: repository,
  });
  const vscode = await provideVSCode(console.log);
  const profile = await createTemporaryFolder("profile");
  await writeSettings(profile, {});
  await registerExtensions(profile, [path.join(repository, "test/vscode/contextExtension")]);
  const folder = await copySampleWorkspace(await createTemporaryFolder("workspace"));
  const emulator = await startEmulator({ keys: ["good-key"] });
  const certificates = await createTemporaryFolder("certificates");
  await makeTestCertificates(certificates);
  const code = await runInExtensionHost({
    vscode,
    profile,
    folder,
    extension: repository,
    entry: path.join(cacheFolder, "out", suite, "index.cjs"),
    proxyPacUrl: await servePac(),
    env: {
      ...networkEnvironment(certificates),
      CASTOR_TEST_EMULATOR: emulator.url,
      CASTOR_TEST_WORDS: words.join(" "),
      CASTOR_TEST_LOG: `reports/${suite}.log`,
      [countsVariable]: countsFile,
    },
  }).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  });

  // VS Code also ends with 0 when its extension host dies before the tests: only their own report counts.
  const counts = await readCounts(countsFile);
  if (!counts) console.error("The extension host ended without a report of its tests.");
  return code === 0 && counts && isGreen(counts) ? 0 : 1;
}

exitOnSignals();
process.exit(await main());
