/** What an attack would do, were it to run. */
const run = "globalThis.hostileRan=1";
/** What it would load, or lead to. */
const away = "https://evil.example";

const tags = [
  ...[
    "script",
    "img",
    "svg",
    "iframe",
    "object",
    "embed",
    "link",
    "style",
    "form",
    "input",
    "button",
    "video",
  ],
  ...["audio", "source", "details", "marquee", "math", "base", "meta", "body", "a", "template", "noscript"],
  ...[
    "textarea",
    "title",
    "xmp",
    "plaintext",
    "portal",
    "frameset",
    "image",
    "animate",
    "use",
    "x-y",
    "dialog",
  ],
];

const attributes = [
  ...["load", "error", "toggle", "begin", "animationstart", "pointerover"].map((name) => `on${name}=${run}`),
  `onfocus=${run} autofocus tabindex=0`,
  `src=${away}/src`,
  `srcset="${away}/srcset 2x"`,
  `href=javascript:${run}`,
  `xlink:href="data:text/html,<script>${run}</script>"`,
  `action=${away}/action formaction=javascript:${run}`,
  `data=${away}/data type=text/html`,
  `poster=${away}/poster background=${away}/background`,
  `style="background:url(${away}/style)"`,
  `http-equiv=refresh content="0;url=${away}/refresh"`,
  `srcdoc="<script>${run}</script>"`,
  `is=x-y slot=a id=root name=body class=code-block data-copy-csv`,
];

/** Ways to write a tag that a careless reader takes for another. */
const writings: readonly ((tag: string, attribute: string) => string)[] = [
  (tag, attribute) => `<${tag} ${attribute}>`,
  (tag, attribute) => `<${tag} ${attribute}>x</${tag}>`,
  (tag, attribute) => `<${tag.toUpperCase()}\t${attribute}//>`,
  (tag, attribute) => `<${tag}/${attribute} `,
  (tag, attribute) => `<<${tag} a=">" ${attribute}>`,
  (tag, attribute) => `&lt;${tag} ${attribute}&gt;<${tag} ${attribute}`,
  (tag, attribute) => `<!--><${tag} ${attribute}>-->`,
  (tag, attribute) => `<![CDATA[><${tag} ${attribute}>]]>`,
  (tag, attribute) => `<\u0000${tag} ${attribute}>`,
];

/** Places of an answer that text comes into. */
const places: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `Words before ${text} and after.`,
  (text) => `# ${text}`,
  (text) => `- ${text}`,
  (text) => `> ${text}`,
  (text) => `> [!NOTE]\n> ${text}`,
  (text) => `| ${text} |\n| --- |\n| ${text} |`,
  (text) => `[${text}](${away}/label)`,
  (text) => `[x](${away}/title "${text.replaceAll('"', "'")}")`,
  (text) => `![${text}](${away}/image)`,
  (text) => `\`${text}`,
  (text) => `~~~${text.replaceAll("\n", " ")}\n${text}\n~~~`,
  (text) => `$\\text{${text}}$`,
  (text) => `$$\n\\href{javascript:${run}}{${text}}\n$$`,
  (text) => `See[^${text.slice(1, 9)}]\n\n[^${text.slice(1, 9)}]: ${text}`,
  (text) => `**${text}** ~~${text}~~`,
];

const schemes = [
  ...["javascript:", "vbscript:", "data:text/html,", "file:///etc/passwd#", "command:workbench.action.quit?"],
  ...[
    "vscode://evil.publisher/",
    "blob:",
    "filesystem:",
    "about:blank#",
    "view-source:",
    "ws://evil.example/",
  ],
  ...["vscode-resource:", "jar:", "chrome:", "intent:", "//evil.example/", "\\\\evil.example\\"],
];

const disguises: readonly ((address: string) => string)[] = [
  (address) => address,
  (address) => address.toUpperCase(),
  (address) => `\u0001 ${address}`,
  (address) => address.replace(/^(..)/, "$1&Tab;"),
  (address) => address.replace(/^(..)/, "$1&#10;"),
  (address) => Array.from(address, (letter) => `&#x${letter.charCodeAt(0).toString(16)};`).join(""),
  (address) => address.replace(":", "%3A"),
  (address) => address.replace(":", "&colon;"),
];

const links: readonly ((address: string, number: number) => string)[] = [
  (address) => `[a link](${address})`,
  (address) => `[a link](<${address}> "title")`,
  (address, number) => `[to ${number}][r${number}]\n\n[r${number}]: ${address}`,
  (address) => `<${address}>`,
  (address) => `a bare ${address} address`,
  (address) => `![an image](${address})`,
  (address) => `[![both](${address})](${address})`,
];

/** Every tag with every attribute in several writings and places, and every scheme in every disguise and kind of link. */
export function injections(): readonly string[] {
  const elements = tags.flatMap((tag, row) =>
    attributes.flatMap((attribute, column) =>
      // Neighbours get other writings and places, so that in the end all have met.
      [0, 1, 2, 3, 4].map((turn) => {
        const number = row * 7 + column * 3 + turn;
        const writing = writings[number % writings.length];
        const place = places[(number + turn * 5) % places.length];
        return place?.(writing?.(tag, attribute) ?? "") ?? "";
      }),
    ),
  );
  const addresses = schemes.flatMap((scheme, row) =>
    disguises.flatMap((disguise, column) =>
      links.map((link, index) =>
        link(disguise(`${scheme}${run}`), (row * disguises.length + column) * links.length + index),
      ),
    ),
  );
  return [...elements, ...addresses];
}

/** As few texts as hold them all, each of about so many characters. */
export function batches(items: readonly string[], size: number): readonly string[] {
  const texts: string[] = [];
  for (const item of items) {
    const last = texts.at(-1);
    if (last === undefined || last.length > size) texts.push(item);
    else texts[texts.length - 1] = `${last}\n\n${item}`;
  }
  return texts;
}
