import type { BrowserContext } from "playwright-core";
import { repository } from "../../host/paths.ts";
import { registerExtensions, writeSettings, type Settings } from "../../host/profile.ts";
import { copySampleWorkspace } from "../../host/sampleWorkspace.ts";
import { createTemporaryFolder, removeTemporaryFolder } from "../../host/temporaryFolder.ts";
import { installVsix, startVSCodeServer, type VSCodeServer } from "../../host/vscodeServer.ts";
import { provideWebBuild } from "../../host/webBuild.ts";
import { openContext } from "./browser.ts";
import { themeSettings, type Theme } from "./themes.ts";
import { Workbench } from "./workbench.ts";

/** What a VS Code keeps from one launch to the next: its settings and storage, on disk and in the browser. */
export interface LastingProfile {
  readonly folder: string;
  readonly workspace: string;
  readonly context: BrowserContext;
  /** The browser keeps storage by origin, so that a later launch has to listen where the first one did. */
  port: number;
  remove(): Promise<void>;
}

export interface LaunchOptions {
  /** User settings, over the quiet ones. */
  readonly settings?: Settings;
  /** Castor's endpoint. It asks for a key unless `settings` say otherwise. */
  readonly emulator?: { readonly url: string };
  /** For the extension host; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The folder to open, as it is; default: a copy of the sample workspace. */
  readonly folder?: string;
  readonly theme?: Theme;
  readonly size?: { readonly width: number; readonly height: number };
  /** Pixels of a picture to one of the page; default 1. */
  readonly scale?: number;
  /** VS Code's display language, such as "de": its own words stay English, the extensions' do not. */
  readonly language?: string;
  /** Installs this package instead of running the checkout. */
  readonly vsix?: string;
  /** Launch again with what an earlier launch kept; the caller removes it. Options about the browser are ignored. */
  readonly profile?: LastingProfile;
}

/** The person's own keys and proxies stay out of the tests. */
const cleanEnvironment = Object.fromEntries(
  ["GEMINI_API_KEY", "GOOGLE_API_KEY", "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"].map(
    (name) => [name, undefined],
  ),
);

/** A profile for several launches in a row. */
export async function createLastingProfile(
  options: Pick<LaunchOptions, "folder" | "size" | "scale" | "vsix" | "language"> = {},
): Promise<LastingProfile> {
  const folder = await createTemporaryFolder("profile");
  const workspaceParent = await createTemporaryFolder("workspace");
  if (options.vsix) await installVsix(await provideWebBuild(console.log), folder, options.vsix);
  else await registerExtensions(folder, [repository]);

  const context = await openContext({
    viewport: options.size ?? { width: 1400, height: 900 },
    deviceScaleFactor: options.scale ?? 1,
  });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  if (options.language) await context.addInitScript(speak, options.language);
  return {
    folder,
    workspace: options.folder ?? (await copySampleWorkspace(workspaceParent)),
    context,
    port: 0,
    async remove() {
      await context.close();
      await removeTemporaryFolder(folder);
      await removeTemporaryFolder(workspaceParent);
    },
  };
}

/** What a language pack sets; VS Code takes its language from there, and tells the extension host and its scanner. */
function speak(language: string): void {
  Object.defineProperty(globalThis, "_VSCODE_NLS_LANGUAGE", { value: language });
}

async function openWorkbench(
  server: VSCodeServer,
  profile: LastingProfile,
  settings: Settings,
  cleanUp: () => Promise<void>,
): Promise<Workbench> {
  const page = await profile.context.newPage();
  const workbench = new Workbench(page, { profile, settings, server: server.pid, cleanUp });
  await page.goto(server.url(profile.workspace));
  await workbench.ready();
  return workbench;
}

/** Brings up a real VS Code with Castor in it, in a browser, and waits until it can be used. */
export async function launch(options: LaunchOptions = {}): Promise<Workbench> {
  const profile = options.profile ?? (await createLastingProfile(options));
  const settings = {
    ...themeSettings(options.theme ?? "dark"),
    ...(options.emulator ? { "castor.endpoint": options.emulator.url } : {}),
    ...options.settings,
  };
  let server: VSCodeServer | undefined;
  const cleanUp = async () => {
    await server?.stop();
    if (!options.profile) await profile.remove();
  };

  try {
    await writeSettings(profile.folder, settings);
    server = await startVSCodeServer({
      build: await provideWebBuild(console.log),
      profile: profile.folder,
      port: profile.port,
      env: { ...cleanEnvironment, ...options.env },
    });
    profile.port = server.port;
    return await openWorkbench(server, profile, settings, cleanUp);
  } catch (error) {
    await cleanUp();
    throw error;
  }
}
